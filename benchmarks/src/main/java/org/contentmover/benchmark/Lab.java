package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A segment in network namespaces, made by {@code system-tests/lab/segment}. Host 1 sends, hosts 2
 * and up receive. Taken down by {@link #close}, and when the program ends in any other way.
 */
public final class Lab implements AutoCloseable {
  /** Of one segment. */
  static final int MOST_HOSTS = 250;

  private static final long CALL_TIMEOUT_S = 60;

  private final Path script;
  private final String name;
  private final Thread atExit = new Thread(this::down);

  private Lab(Path script, String name) {
    this.script = script;
    this.name = name;
  }

  /**
   * Makes a segment of one sender and some receivers.
   *
   * @param name of the segment; one of this name that is still there is taken down
   * @param loss of each receiver, as the script writes it
   */
  public static Lab up(Path repository, String name, int receivers, Rate rate, String loss) {
    Lab lab = new Lab(repository.resolve("system-tests/lab/segment"), name);
    Runtime.getRuntime().addShutdownHook(lab.atExit);
    lab.down();
    String hosts = Integer.toString(receivers + 1);
    lab.call("up", "--name", name, "--hosts", hosts, "--rate", rate.text(), "--loss", loss);
    return lab;
  }

  /** The address of a host. */
  public static String address(int host) {
    return "10.77.0." + host;
  }

  /** A command in a host; the process is that of the command itself. */
  public List<String> inHost(int host, List<String> command) {
    List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", name + "-" + host));
    words.addAll(command);
    return words;
  }

  /** Bytes that left a host through its link. */
  long bytesSent(int host) {
    String counter = "/sys/class/net/eth0/statistics/tx_bytes";
    return Long.parseLong(run(inHost(host, List.of("cat", counter))).trim());
  }

  void loss(int host, String loss) {
    call("loss", "--name", name, Integer.toString(host), loss);
  }

  /** Another rate for one host, in both directions; as tc writes it, or none. */
  public void rate(int host, String rate) {
    call("rate", "--name", name, Integer.toString(host), rate);
  }

  private void down() {
    call("down", "--name", name);
  }

  private void call(String... words) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(words));
    run(command);
  }

  private static String run(List<String> command) {
    try {
      Path output = Files.createTempFile("benchmark", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(CALL_TIMEOUT_S, TimeUnit.SECONDS);
        String said = Files.readString(output);
        if (!ended || process.exitValue() != 0) {
          process.destroyForcibly();
          throw new BenchmarkException(String.join(" ", command) + " failed: " + said);
        }
        return said;
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new BenchmarkException("cannot run " + command + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted", e);
    }
  }

  @Override
  public void close() {
    down();
    Hooks.remove(atExit);
  }
}
