package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** rsync to every receiver at once, its daemons running there: what farms without multicast do. */
final class RsyncPeer implements Peer {
  private static final int PORT = 8730;

  @Override
  public String name() {
    return "rsync";
  }

  @Override
  public Map<String, String> needs() {
    return Map.of("rsync", "rsync");
  }

  @Override
  public Session start(Trial trial) throws IOException, InterruptedException {
    Daemons daemons = new Daemons();
    for (int receiver = 1; receiver <= trial.receivers(); receiver++) {
      Path directory = Files.createDirectories(trial.of(receiver));
      Path log = trial.directory().resolve("rsyncd-" + receiver + ".log");
      Path configuration = trial.directory().resolve("rsyncd-" + receiver + ".conf");
      Files.writeString(
          configuration,
          "use chroot = no\nuid = root\ngid = root\n[in]\npath = "
              + directory
              + "\nread only = no\n");
      List<String> command = new ArrayList<>(List.of("rsync", "--daemon", "--no-detach"));
      command.addAll(List.of("--port", Integer.toString(PORT), "--config"));
      command.add(configuration.toString());
      daemons.start(trial.lab(), Trial.host(receiver), log, command);
    }
    daemons.awaitStart();
    return new RsyncSession(trial, daemons);
  }

  private record RsyncSession(Trial trial, Daemons daemons) implements Session {
    @Override
    public Measurement bring() throws IOException, InterruptedException {
      for (int receiver = 1; receiver <= trial.receivers(); receiver++) {
        trial.fresh(receiver);
      }
      long sentBefore = trial.lab().bytesSent(1);
      double daemonsBefore = daemons.cpuSeconds();
      long startNs = System.nanoTime();
      try (Group sending = new Group()) {
        for (int receiver = 1; receiver <= trial.receivers(); receiver++) {
          sending.add(send(receiver));
        }
        sending.await(trial.timeoutSeconds());
        double wallSeconds = Trees.seconds(startNs);
        return new Measurement(
            wallSeconds,
            wallSeconds + Trees.sync(trial.directory()),
            0,
            0,
            0,
            trial.lab().bytesSent(1) - sentBefore,
            sending.cpuSeconds(),
            (daemons.cpuSeconds() - daemonsBefore) / trial.receivers());
      }
    }

    private Command send(int receiver) throws IOException {
      String source = trial.payload().path() + (trial.payload().isTree() ? "/" : "");
      String target =
          "rsync://"
              + Lab.address(Trial.host(receiver))
              + ":"
              + PORT
              + "/in/"
              + (trial.payload().isTree() ? "tree/" : "");
      Path log = trial.directory().resolve("rsync-" + receiver + ".log");
      return Command.start(
          trial.lab(), 1, log, List.of("rsync", "-a", "--whole-file", source, target));
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
