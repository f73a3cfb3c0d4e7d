package org.contentmover.benchmark.content;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.benchmark.BenchmarkException;

/** {@code rsync -az --compress-choice=zstd} to a daemon on loopback. */
final class RsyncContender implements Contender {
  private static final long PATIENCE_S = 20;
  private static final int POLL_MS = 20;
  private static final Pattern TOTAL = Pattern.compile("Total bytes (?:sent|received): ([0-9,.]+)");

  @Override
  public String name() {
    return "rsync";
  }

  @Override
  public Set<String> needs() {
    return Set.of("rsync");
  }

  @Override
  public Update bring(Pair pair, Path work) throws IOException, InterruptedException {
    Path applied = work.resolve("applied");
    Sameness.copy(pair.oldTree(), applied);
    int port = freePort();
    Path configuration = work.resolve("rsyncd.conf");
    Files.writeString(configuration, configuration(applied));
    List<String> daemonWords =
        List.of(
            "rsync",
            "--daemon",
            "--no-detach",
            "--address=127.0.0.1",
            "--port=" + port,
            "--config=" + configuration);
    Path log = work.resolve("rsync.log");
    try (Timed daemon = Timed.start(work.resolve("rsyncd.log"), daemonWords)) {
      awaitStart(daemon, port);
      Cost send =
          Timed.run(
              log,
              List.of(
                  "rsync",
                  "-az",
                  "--compress-choice=zstd",
                  "--delete",
                  "--stats",
                  pair.newTree() + "/",
                  "rsync://127.0.0.1:" + port + "/corpus/"));
      end(daemon);
      Update update = new Update(bytes(Files.readString(log)), send, daemon.cost());
      Sameness.require(pair.newTree(), applied);
      return update;
    }
  }

  private static String configuration(Path applied) {
    boolean root = System.getProperty("user.name").equals("root");
    return "use chroot = no\n"
        + (root ? "uid = 0\ngid = 0\n" : "")
        + "munge symlinks = no\n[corpus]\npath = "
        + applied
        + "\nread only = no\n";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitStart(Timed daemon, int port) throws InterruptedException {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (daemon.isRunning() && System.nanoTime() < deadlineNs) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        Thread.sleep(POLL_MS);
      }
    }
    throw new BenchmarkException("the rsync daemon does not answer");
  }

  /** What its children took counts once the daemon knows of their end. */
  private static void end(Timed daemon) {
    ProcessHandle program = daemon.program();
    program
        .children()
        .map(ProcessHandle::onExit)
        .reduce(CompletableFuture.completedFuture(null), (a, b) -> a.thenCombine(b, (x, y) -> y))
        .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
        .join();
    program.destroy();
  }

  /** Sent and received. */
  static long bytes(String stats) {
    Matcher total = TOTAL.matcher(stats);
    long bytes = 0;
    int found = 0;
    while (total.find()) {
      bytes += Long.parseLong(total.group(1).replaceAll("[,.]", ""));
      found++;
    }
    if (found != 2) {
      throw new BenchmarkException("rsync did not say how much it sent and received: " + stats);
    }
    return bytes;
  }
}
