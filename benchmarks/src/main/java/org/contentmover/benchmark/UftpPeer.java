package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * UFTP, its daemons running at the receivers. A tree travels as a tar file: its own way of sending
 * many files asks for an answer after each.
 */
final class UftpPeer implements Peer {
  /** The largest block that fits into a packet with UFTP's headers. */
  private static final int BLOCK_BYTES = 1_440;

  /** More than this share of the link and its queue loses frames; less leaves the link idle. */
  private static final double SHARE_OF_LINK = 0.96;

  private static final String BUFFER_BYTES = "4194304";

  @Override
  public String name() {
    return "uftp";
  }

  @Override
  public Map<String, String> needs() {
    return Map.of("uftp", "uftp", "uftpd", "uftp", "tar", "tar");
  }

  @Override
  public Session start(Trial trial) throws IOException, InterruptedException {
    Daemons daemons = new Daemons();
    for (int receiver = 1; receiver <= trial.receivers(); receiver++) {
      Path directory = Files.createDirectories(trial.of(receiver));
      Path log = trial.directory().resolve("uftpd-" + receiver + ".log");
      List<String> command = new ArrayList<>(List.of("uftpd", "-d", "-x", "1", "-I", "eth0"));
      command.addAll(List.of("-B", BUFFER_BYTES, "-U", id(receiver), "-D", directory.toString()));
      daemons.start(trial.lab(), Trial.host(receiver), log, command);
    }
    daemons.awaitStart();
    return new UftpSession(trial, daemons);
  }

  private static String id(int receiver) {
    return String.format("0x%08x", receiver);
  }

  private record UftpSession(Trial trial, Daemons daemons) implements Session {
    @Override
    public Measurement bring() throws IOException, InterruptedException {
      for (int receiver = 1; receiver <= trial.receivers(); receiver++) {
        trial.fresh(receiver);
      }
      long sentBefore = trial.lab().bytesSent(1);
      double daemonsBefore = daemons.cpuSeconds();
      long startNs = System.nanoTime();
      try (Group packing = new Group();
          Group sending = new Group();
          Group unpacking = new Group()) {
        Path file = trial.payload().path();
        if (trial.payload().isTree()) {
          file = trial.directory().resolve("payload.tar");
          packing.add(shell(1, "tar", "tar -C " + trial.payload().path() + " -cf " + file + " ."));
          packing.await(trial.timeoutSeconds());
        }
        double packSeconds = Trees.seconds(startNs);
        sending.add(send(file));
        sending.await(trial.timeoutSeconds());
        double receivedSeconds = Trees.seconds(startNs);
        if (trial.payload().isTree()) {
          unpack(unpacking, file.getFileName());
        }
        double wallSeconds = Trees.seconds(startNs);
        double receiversCpu = daemons.cpuSeconds() - daemonsBefore + unpacking.cpuSeconds();
        return new Measurement(
            wallSeconds,
            wallSeconds + Trees.sync(trial.directory()),
            trial.payload().isTree() ? packSeconds : 0,
            0,
            trial.payload().isTree() ? wallSeconds - receivedSeconds : 0,
            trial.lab().bytesSent(1) - sentBefore,
            packing.cpuSeconds() + sending.cpuSeconds(),
            receiversCpu / trial.receivers());
      }
    }

    private Command send(Path file) throws IOException {
      List<String> ids = new ArrayList<>();
      for (int receiver = 1; receiver <= trial.receivers(); receiver++) {
        ids.add(id(receiver));
      }
      long kilobits = (long) (trial.rate().bitsPerSecond() * SHARE_OF_LINK / 1_000);
      List<String> command = new ArrayList<>(List.of("uftp", "-x", "1", "-I", "eth0"));
      command.addAll(List.of("-B", BUFFER_BYTES, "-R", Long.toString(kilobits)));
      command.addAll(List.of("-b", Integer.toString(BLOCK_BYTES), "-H", String.join(",", ids)));
      command.add(file.toString());
      Path log = trial.directory().resolve("uftp.log");
      return Command.start(trial.lab(), 1, log, command);
    }

    private void unpack(Group unpacking, Path file) throws IOException, InterruptedException {
      for (int receiver = 1; receiver <= trial.receivers(); receiver++) {
        Path tree = Files.createDirectories(trial.of(receiver).resolve("tree"));
        String line = "tar -C " + tree + " -xf " + trial.of(receiver).resolve(file);
        unpacking.add(shell(Trial.host(receiver), "untar-" + receiver, line));
      }
      unpacking.await(trial.timeoutSeconds());
    }

    private Command shell(int host, String log, String line) throws IOException {
      return Command.shell(trial.lab(), host, trial.directory().resolve(log + ".log"), line);
    }

    @Override
    public List<Path> received() {
      return trial.inEach(trial.payload().isTree() ? "tree" : trial.payload().name());
    }

    @Override
    public void close() {
      daemons.close();
    }
  }
}
