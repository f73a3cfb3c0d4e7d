package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes that run from before the first transfer until after the last: one at each receiver. */
final class Daemons implements AutoCloseable {
  private static final long START_MS = 500;

  private final List<Process> processes = new ArrayList<>();
  private final List<Path> logs = new ArrayList<>();

  void start(Lab lab, int host, Path log, List<String> command) throws IOException {
    processes.add(
        new ProcessBuilder(lab.inHost(host, command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start());
    logs.add(log);
  }

  /**
   * Gives them time to open their sockets.
   *
   * @throws BenchmarkException when one has ended instead; with what it said. The others are ended
   */
  void awaitStart() throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(START_MS);
    for (int i = 0; i < processes.size(); i++) {
      if (!processes.get(i).isAlive()) {
        close();
        throw new BenchmarkException("it did not start: " + Files.readString(logs.get(i)).strip());
      }
    }
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
