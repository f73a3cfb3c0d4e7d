package org.contentmover.benchmark.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.contentmover.benchmark.BenchmarkException;

/** A program that runs under GNU time; afterwards it is known what it took. */
final class Timed implements AutoCloseable {
  private static final long PATIENCE_MIN = 60;
  private static final long BYTES_PER_KB = 1024;
  private static final int LAST_LINES = 5;

  private final List<String> words;
  private final Process process;
  private final Path log;
  private final Path times;

  private Timed(List<String> words, Process process, Path log, Path times) {
    this.words = words;
    this.process = process;
    this.log = log;
    this.times = times;
  }

  /**
   * Starts it.
   *
   * @param log takes what it says; its costs go to a file beside
   */
  static Timed start(Path log, List<String> words) throws IOException {
    Path times = log.resolveSibling(log.getFileName() + ".times");
    List<String> all =
        new ArrayList<>(List.of("time", "-f", "%e %U %S %M", "-o", times.toString(), "--"));
    all.addAll(words);
    Process process =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new Timed(words, process, log, times);
  }

  /**
   * Runs it to its end.
   *
   * @throws BenchmarkException with what it said when it fails
   */
  static Cost run(Path log, List<String> words) throws IOException, InterruptedException {
    try (Timed timed = start(log, words)) {
      if (!timed.process.waitFor(PATIENCE_MIN, TimeUnit.MINUTES)) {
        throw new BenchmarkException(
            String.join(" ", words) + " has not ended within " + PATIENCE_MIN + " minutes");
      }
      timed.requireStatusZero();
      return timed.cost();
    }
  }

  private void requireStatusZero() throws IOException {
    if (process.exitValue() != 0) {
      List<String> lines = Files.readAllLines(log);
      throw new BenchmarkException(
          String.join(" ", words)
              + " ended with status "
              + process.exitValue()
              + ": "
              + String.join(
                  " / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
    }
  }

  /** The program itself; GNU time is its parent. */
  ProcessHandle program() {
    return process
        .children()
        .findFirst()
        .orElseThrow(() -> new BenchmarkException(String.join(" ", words) + " does not run"));
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** What the program took; it has ended, or does so now. */
  Cost cost() throws IOException, InterruptedException {
    process.waitFor();
    List<String> lines = Files.readAllLines(times);
    // Before it, of a program that was ended by a signal, there is a line that says so.
    String[] figures = lines.get(lines.size() - 1).split(" ");
    return new Cost(
        Double.parseDouble(figures[0]),
        Double.parseDouble(figures[1]) + Double.parseDouble(figures[2]),
        Long.parseLong(figures[3]) * BYTES_PER_KB);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
