package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that run from before the first transfer until after the last: one at each receiver. */
final class Daemons implements AutoCloseable {
  private final List<Process> processes = new ArrayList<>();

  void start(Lab lab, int host, Path log, List<String> command) throws IOException {
    processes.add(
        new ProcessBuilder(lab.inHost(host, command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start());
  }

  /** What all of them have used of the processors until now. */
  double cpuSeconds() throws IOException {
    double seconds = 0;
    for (Process process : processes) {
      seconds += Cpu.seconds(process);
    }
    return seconds;
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    processes.forEach(Processes::awaitEnd);
  }
}
