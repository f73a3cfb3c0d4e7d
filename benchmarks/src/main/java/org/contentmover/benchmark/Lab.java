package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A segment in network namespaces, made by {@code system-tests/lab/segment}. Host 1 sends, hosts 2
 * and up receive. Taken down by {@link #close}, and when the program ends in any other way; when it
 * is killed, by the next one that wants a segment of this name.
 */
public final class Lab implements AutoCloseable {
  /** Of one segment. */
  static final int MOST_HOSTS = 250;

  private static final long CALL_TIMEOUT_S = 60;

  /** What the script says when it does nothing of what it was asked. */
  private static final int REFUSED = 2;

  private static final String OWNER = Long.toString(ProcessHandle.current().pid());

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
   * @param name of the segment
   * @param loss of each receiver, as the script writes it
   * @throws LabRefusal when a segment of this name is up, and what it is for still runs
   */
  public static Lab up(Path repository, String name, int receivers, Rate rate, String loss) {
    Lab lab = new Lab(repository.resolve("system-tests/lab/segment"), name);
    Runtime.getRuntime().addShutdownHook(lab.atExit);
    try {
      String hosts = Integer.toString(receivers + 1);
      lab.call("up", "--owner", OWNER, "--hosts", hosts, "--rate", rate.text(), "--loss", loss);
    } catch (BenchmarkException e) {
      Hooks.remove(lab.atExit);
      throw e;
    }
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
    return Long.parseLong(run(inHost(host, List.of("cat", counter))).requireWell().trim());
  }

  /** Another loss of what one host receives; as the script writes it. */
  public void loss(int host, String loss) {
    call("loss", Integer.toString(host), loss);
  }

  /** Another rate for one host, in both directions; as tc writes it, or none. */
  public void rate(int host, String rate) {
    call("rate", Integer.toString(host), rate);
  }

  private void down() {
    call("down", "--owner", OWNER);
  }

  /** Has the script do something with this segment; what it tells is for people. */
  private void call(String what, String... words) {
    List<String> command = new ArrayList<>(List.of(script.toString(), what, "--name", name));
    command.addAll(List.of(words));
    Ended ended = run(command);
    if (ended.status() == REFUSED) {
      throw new LabRefusal(ended.said().strip());
    }
    System.err.print(ended.requireWell());
  }

  private record Ended(List<String> command, int status, String said) {
    String requireWell() {
      if (status != 0) {
        throw new BenchmarkException(String.join(" ", command) + " failed: " + said.strip());
      }
      return said;
    }
  }

  private static Ended run(List<String> command) {
    try {
      Path output = Files.createTempFile("benchmark", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
          if (!process.waitFor(CALL_TIMEOUT_S, TimeUnit.SECONDS)) {
            throw new BenchmarkException(
                String.join(" ", command) + " has not ended within " + CALL_TIMEOUT_S + " s");
          }
          return new Ended(command, process.exitValue(), Files.readString(output));
        } finally {
          // One that is stopped half way undoes what it did.
          process.destroy();
          Processes.awaitEnd(process);
        }
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
