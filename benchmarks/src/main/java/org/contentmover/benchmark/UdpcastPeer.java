package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * udpcast: a receiver is started for each transfer and ends with it; all of them wait before the
 * clock starts. A tree goes through tar at both ends while it is sent.
 */
final class UdpcastPeer implements Peer {
  /** More than this share of the link and its queue loses packets. */
  private static final double SHARE_OF_LINK = 0.96;

  /** The default of 1 s and more lets a sender wait for receivers whose first word was lost. */
  private static final String HELLO_INTERVAL_MS = "50";

  /** Receivers linger for a lost last answer; that is no part of the transfer. */
  private static final String EXIT_WAIT_MS = "50";

  private static final long RECEIVERS_START_MS = 500;

  @Override
  public String name() {
    return "udpcast";
  }

  @Override
  public Map<String, String> needs() {
    return Map.of("udp-sender", "udpcast", "udp-receiver", "udpcast", "tar", "tar");
  }

  @Override
  public Session start(Trial trial) {
    return new UdpcastSession(trial);
  }

  private record UdpcastSession(Trial trial) implements Session {
    @Override
    public Measurement bring() throws IOException, InterruptedException {
      boolean tree = trial.payload().isTree();
      try (Group receivers = new Group();
          Group sender = new Group()) {
        for (int receiver = 1; receiver <= trial.receivers(); receiver++) {
          receivers.add(receive(receiver, tree));
        }
        TimeUnit.MILLISECONDS.sleep(RECEIVERS_START_MS);
        long sentBefore = trial.lab().bytesSent(1);
        long startNs = System.nanoTime();
        sender.add(send(tree));
        sender.await(trial.timeoutSeconds());
        receivers.await(trial.timeoutSeconds());
        double wallSeconds = Trees.seconds(startNs);
        return new Measurement(
            wallSeconds,
            wallSeconds + Trees.sync(trial.directory()),
            0,
            0,
            0,
            trial.lab().bytesSent(1) - sentBefore,
            sender.cpuSeconds(),
            receivers.cpuSeconds() / trial.receivers());
      }
    }

    private Command receive(int receiver, boolean tree) throws IOException {
      Path directory = trial.fresh(receiver);
      String command =
          "udp-receiver --interface eth0 --nokbd --no-progress --ttl 1 --rcvbuf 4194304 --exit-wait "
              + EXIT_WAIT_MS
              + (tree
                  ? " | tar -C " + directory + " -xf -"
                  : " --file " + directory.resolve("payload"));
      Path log = trial.directory().resolve("udp-receiver-" + receiver + ".log");
      return Command.shell(trial.lab(), Trial.host(receiver), log, command);
    }

    private Command send(boolean tree) throws IOException {
      String command =
          (tree ? "tar -C " + trial.payload().path() + " -cf - . | " : "")
              + "udp-sender --interface eth0 --nokbd --no-progress --ttl 1 --full-duplex"
              + " --rexmit-hello-interval "
              + HELLO_INTERVAL_MS
              + " --min-receivers "
              + trial.receivers()
              + " --max-bitrate "
              + (long) (trial.rate().bitsPerSecond() * SHARE_OF_LINK)
              + (tree ? "" : " --file " + trial.payload().path());
      return Command.shell(trial.lab(), 1, trial.directory().resolve("udp-sender.log"), command);
    }

    @Override
    public List<Path> received() {
      return trial.inEach(trial.payload().isTree() ? "" : "payload");
    }

    @Override
    public void close() {}
  }
}
