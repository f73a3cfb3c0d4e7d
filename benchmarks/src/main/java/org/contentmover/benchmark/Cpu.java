package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What processes have used of the processors, user and system, children that ended included. */
final class Cpu {
  /** USER_HZ of every Linux. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TICKS = 11;
  private static final int TIMES = 4;

  private Cpu() {}

  /** Seconds a running process has used until now. */
  static double seconds(Process process) throws IOException {
    if (!process.isAlive()) {
      throw new BenchmarkException(
          "a process has ended that was to run: "
              + process.info().command().orElse("pid " + process.pid())
              + ", status "
              + process.exitValue());
    }
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    // The second field is the name, in parentheses, and may contain anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int i = 0; i < TIMES; i++) {
      ticks += Long.parseLong(fields[USER_TICKS + i]);
    }
    return ticks / TICKS_PER_SECOND;
  }
}
