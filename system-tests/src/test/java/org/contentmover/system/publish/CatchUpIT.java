package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmSpec;
import org.contentmover.farm.Publishing.RunStatus;
import org.contentmover.farm.ServerStatus;
import org.contentmover.farm.Waiting;
import org.contentmover.system.farm.RunningFarm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** VC-5, VC-9: what a server lacks is prepared by a batch job, which survives the CCM's kill. */
@Tag("system")
class CatchUpIT {
  private static final long PATIENCE_MILLIS = 300_000;

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("catch-up-it", new FarmSpec(1, 2, 0, 11_000));

  private static final Path STAGING = RUNNING.work().resolve("staging");
  private static Farm farm;

  @BeforeAll
  static void publishFirst() throws Exception {
    farm = RUNNING.farm();
    Trees.delete(STAGING);
    Trees.writeNoise(STAGING, 2, 10_000, 1);
    publish("SUCCEEDED");
  }

  private static void publish(String... expected) {
    RunStatus run = farm.publishing().publish(STAGING, PATIENCE_MILLIS, status -> {});
    assertTrue(
        List.of(expected).contains(run.phase()), () -> run.phase() + ": " + run.explanation());
  }

  @Test
  void shouldPrepareAgainWhatTheCcmPreparedWhenItWasKilled() throws Exception {
    String away =
        farm.servers().stream()
            .filter(server -> !server.role().equals("leader"))
            .map(ServerStatus::name)
            .findFirst()
            .orElseThrow();
    farm.kill(away);
    SiteOrders orders = new SiteOrders(farm, PATIENCE_MILLIS);
    Waiting.until("for the CCM to miss " + away, PATIENCE_MILLIS, () -> orders.isDown(away));
    // Enough to be written for some time.
    Trees.writeNoise(STAGING, 40, 5_000_000, 2);
    // Its leader may still name it as one that misses the publish.
    publish("SUCCEEDED", "PARTIAL");

    Path assignments = RUNNING.home().directory().resolve("ccm-data/assignments");
    try (WatchService watch = assignments.getFileSystem().newWatchService()) {
      assignments.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      farm.startAgain(away);
      awaitBeginOfWriting(watch);
      farm.kill(Farm.CCM);
    }
    assertEquals(1, halfWritten(assignments).size(), "killed in the middle");
    farm.startAgain(Farm.CCM);
    Waiting.until("for " + away + " to catch up", PATIENCE_MILLIS, () -> isCurrent(away));
    Rsync.assertSame(STAGING, farm.liveDirectory(away));
  }

  private static void awaitBeginOfWriting(WatchService watch) throws InterruptedException {
    while (true) {
      WatchKey key = watch.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      assertNotNull(key, "nothing was prepared");
      for (WatchEvent<?> event : key.pollEvents()) {
        if (event.context().toString().endsWith("~data")) {
          return;
        }
      }
      assertTrue(key.reset());
    }
  }

  private static List<Path> halfWritten(Path assignments) throws Exception {
    try (Stream<Path> files = Files.list(assignments)) {
      return files.filter(file -> file.toString().endsWith("~data")).toList();
    }
  }

  private static boolean isCurrent(String server) {
    return status(server).liveVersion() == 2 && status(server).state().equals("up");
  }

  private static ServerStatus status(String name) {
    return farm.servers().stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
