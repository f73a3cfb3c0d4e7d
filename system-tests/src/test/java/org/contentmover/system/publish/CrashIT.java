package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmSpec;
import org.contentmover.farm.Publishing.RunStatus;
import org.contentmover.farm.ServerStatus;
import org.contentmover.farm.Waiting;
import org.contentmover.system.farm.RunningFarm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left when a leader or the CCM is killed in the middle (DT-6, EL-1, VC-1, VC-5). */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashIT {

  private static final long PATIENCE_MILLIS = 600_000;
  private static final long CATCH_UP_MILLIS = 60_000;
  private static final long TEN_MBIT = 1_250_000;

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("crash-it", new FarmSpec(2, 3, TEN_MBIT, 18_000));

  private static final Path STAGING = RUNNING.work().resolve("staging");
  private static Farm farm;

  @BeforeAll
  static void publish() throws Exception {
    farm = RUNNING.farm();
    Trees.delete(STAGING);
    Trees.writeNoise(STAGING, 10, 100_000, 1);
    RunStatus run = farm.publishing().publish(STAGING, PATIENCE_MILLIS, status -> {});
    assertTrue(run.succeeded(), run.explanation());
  }

  @Test
  @Order(1)
  void shouldGoOnWithoutAKilledLeaderAndCatchUpWhenItIsBack() throws Exception {
    String leader = leaderOf("boston");
    Trees.delete(STAGING);
    Trees.writeNoise(STAGING, 100, 150_000, 2);
    farm.publishing().stage(STAGING);
    RunStatus run = farm.publishing().startRun();
    awaitHalfway(run);
    farm.kill(leader);
    RunStatus ended = awaitEnd(run);
    assertTrue(
        ended.succeeded() || ended.phase().equals("PARTIAL"),
        ended.phase() + ": " + ended.explanation());
    if (ended.phase().equals("PARTIAL")) {
      assertTrue(ended.explanation().contains(leader), ended.explanation());
    }
    Waiting.until(
        "for a new leader",
        30_000,
        () -> leadersOf("boston").size() == 1 && !leadersOf("boston").contains(leader));
    for (String server : farm.serverNames()) {
      if (!server.equals(leader)) {
        Rsync.assertSame(STAGING, farm.liveDirectory(server));
      }
    }
    farm.startAgain(leader);
    Waiting.until("for the process of " + leader, 60_000, () -> isKnownUp(leader));
    assertEquals(1, farm.counters(leader).get("election.unclean-ends"), "it was killed (EL-3)");
    Waiting.until("for " + leader + " to catch up", CATCH_UP_MILLIS, () -> isCurrent(leader));
    Rsync.assertSame(STAGING, farm.liveDirectory(leader));
  }

  @Test
  @Order(2)
  void shouldEndTheRunByItselfWhenTheCcmWasKilled() throws Exception {
    Trees.delete(STAGING);
    Trees.writeNoise(STAGING, 100, 150_000, 3);
    AtomicReference<RunStatus> seen = new AtomicReference<>();
    CompletableFuture<RunStatus> published =
        CompletableFuture.supplyAsync(
            () -> farm.publishing().publish(STAGING, PATIENCE_MILLIS, seen::set));
    Waiting.until("for the run to start", PATIENCE_MILLIS, () -> seen.get() != null);
    awaitHalfway(seen.get());
    farm.kill(Farm.CCM);
    farm.startAgain(Farm.CCM);
    RunStatus ended = published.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    for (String server : farm.serverNames()) {
      Rsync.assertSame(STAGING, farm.liveDirectory(server));
    }
  }

  private static void awaitHalfway(RunStatus run) {
    Waiting.until(
        "for the run to be half done",
        PATIENCE_MILLIS,
        () -> {
          RunStatus now = farm.publishing().run(run.id());
          assertTrue(!now.ended(), "ended too early to be killed: " + now);
          return now.percent() >= 30;
        });
    int percent = farm.publishing().run(run.id()).percent();
    assertTrue(percent <= 70, "too late to be killed half way: " + percent);
  }

  private static RunStatus awaitEnd(RunStatus run) {
    Waiting.until(
        "for the end of the run", PATIENCE_MILLIS, () -> farm.publishing().run(run.id()).ended());
    return farm.publishing().run(run.id());
  }

  private static String leaderOf(String segment) {
    List<String> leaders = leadersOf(segment);
    assertEquals(1, leaders.size(), () -> "leaders of " + segment + ": " + leaders);
    return leaders.get(0);
  }

  private static List<String> leadersOf(String segment) {
    return farm.servers().stream()
        .filter(server -> server.segment().equals(segment))
        .filter(server -> server.role().equals("leader"))
        .map(ServerStatus::name)
        .toList();
  }

  private static boolean isKnownUp(String server) {
    return !status(server).state().equals("down");
  }

  private static boolean isCurrent(String server) {
    long newest = farm.servers().stream().mapToLong(ServerStatus::liveVersion).max().orElse(0);
    return status(server).liveVersion() == newest && status(server).state().equals("up");
  }

  private static ServerStatus status(String name) {
    return farm.servers().stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
