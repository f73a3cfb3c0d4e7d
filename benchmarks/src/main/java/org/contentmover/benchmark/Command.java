package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that runs for one transfer in one host; afterwards it is known how much of the
 * processors it and its children took.
 */
final class Command implements AutoCloseable {
  /** The shell waits for the command, so its times are those of the command. */
  private static final String TIMED =
      "times_of=$1; shift; \"$@\"; status=$?; times >\"$times_of\"; exit $status";

  private static final Pattern TIME = Pattern.compile("([0-9]+)m([0-9.]+)s");

  private final List<String> words;
  private final Process process;
  private final Path log;
  private final Path times;

  private Command(List<String> words, Process process, Path log, Path times) {
    this.words = words;
    this.process = process;
    this.log = log;
    this.times = times;
  }

  /**
   * Starts it.
   *
   * @param log takes what it says; its times go to a file beside
   */
  static Command start(Lab lab, int host, Path log, List<String> command) throws IOException {
    Path times = log.resolveSibling(log.getFileName() + ".times");
    List<String> words = new ArrayList<>(List.of("bash", "-c", TIMED, "bash", times.toString()));
    words.addAll(command);
    Process process =
        new ProcessBuilder(lab.inHost(host, words))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Command(command, process, log, times);
  }

  /** A command line for a shell. */
  static Command shell(Lab lab, int host, Path log, String line) throws IOException {
    return start(lab, host, log, List.of("bash", "-o", "pipefail", "-c", line));
  }

  /**
   * Waits until it has ended well.
   *
   * @throws BenchmarkException when it did not
   */
  void await(long timeoutSeconds) throws IOException, InterruptedException {
    if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
      throw new BenchmarkException(
          String.join(" ", words) + " has not ended within " + timeoutSeconds + " s");
    }
    if (process.exitValue() != 0) {
      throw new BenchmarkException(
          String.join(" ", words) + " failed: " + Files.readString(log).strip());
    }
  }

  /** User and system seconds of the command, after its end. */
  double cpuSeconds() throws IOException {
    String ofChildren = Files.readAllLines(times).get(1);
    double seconds = 0;
    for (Matcher time = TIME.matcher(ofChildren); time.find(); ) {
      seconds += 60 * Double.parseDouble(time.group(1)) + Double.parseDouble(time.group(2));
    }
    return seconds;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
