package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.ServerProgress;
import org.contentmover.core.mctp.ServerState;
import org.junit.jupiter.api.Test;

/** One trouble at a time, in the middle of a transfer; the invariants are checked all the while. */
class TroubleTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;

  /** Half a second at the publisher's rate. */
  private static final int SIZE_BYTES = 1 << 20;

  private static final int FRAMES = SIZE_BYTES / 1376 + 1;

  private SimulatedSegment segment = segment(7);

  /** What a process had written last is lost with it. */
  private static final int MOST_FRAMES_IN_MEMORY = 15;

  private static SimulatedSegment segment(long seed) {
    return new SimulatedSegment(
        SimulatedSegment.lan(90, 70, 60, 50, 40, 30),
        NetworkConditions.GOOD,
        seed,
        Trace.off(),
        MemberFactory.real());
  }

  /**
   * Whether a woken process looks at its timers or at its socket first is chance: several seeds.
   */
  @Test
  void shouldRefuseEverythingOfALeaderThatStoodStillForTenSeconds() {
    long sentStale = 0;
    long refused = 0;
    for (int seed = 1; seed <= 8; seed++) {
      segment = segment(seed);
      AssignmentId assignment = inTheMiddleOfATransfer();
      SimulatedServer stopped = segment.server(0);
      final long sentBefore = stopped.agent().framesSent();
      stopped.pause();
      run(10 * SECOND);
      SimulatedServer next = segment.commonLeader().orElseThrow();
      assertEquals(1, next.index());
      final long epoch = next.leadership().epoch();

      stopped.resume();
      run(100 * MS);
      sentStale += stopped.agent().framesSent() - sentBefore;
      refused += sumOf("mctp.ignored.stale-epoch");
      finish();
      assertEquals(epoch, segment.commonLeader().orElseThrow().leadership().epoch());
      assertEquals(Map.of(ServerState.REPORTED, 6), states(assignment));
    }
    assertTrue(sentStale > 0, "some of them went on sending before they heard of the next leader");
    assertTrue(refused >= sentStale, refused + " refusals of " + sentStale + " frames");
  }

  @Test
  void shouldReplaceALeaderWhoseClockJumps() {
    inTheMiddleOfATransfer();
    final long epoch = segment.server(0).leadership().epoch();
    segment.server(0).jumpClock(3_600 * SECOND);
    run(3 * SECOND);
    finish();
    assertTrue(segment.commonLeader().orElseThrow().leadership().epoch() > epoch);
  }

  @Test
  void shouldHaveOneLeaderAndOneAccountAfterTwoHalvesOfTheNetworkBothTransferred() {
    AssignmentId assignment = inTheMiddleOfATransfer();
    segment.network().partition(new int[] {0, 1, 0, 1, 0, 1});
    run(2 * SECOND);
    assertTrue(segment.server(0).leads() && segment.server(1).leads(), "both halves have a leader");
    assertTrue(
        segment.server(1).leadership().epoch() > segment.server(0).leadership().epoch(),
        "the half that was cut off counts on");
    segment.network().heal();
    finish();
    assertEquals(Map.of(ServerState.REPORTED, 6), states(assignment));
  }

  @Test
  void shouldReplaceALeaderAndFinishItsTransferWithoutMulticast() {
    segment.network().loseMulticast();
    AssignmentId assignment = inTheMiddleOfATransfer();
    segment.server(0).crash();
    run(2 * SECOND);
    assertEquals(1, segment.commonLeader().orElseThrow().index());
    segment.server(0).start();
    finish();
    assertEquals(Map.of(ServerState.REPORTED, 6), states(assignment));
  }

  @Test
  void shouldAgreeWhenTheLeaderIsNotHeardAndHearsTheOthers() {
    agreeAfterOneWayPartition(new int[] {1, 0, 0, 0, 0, 0});
  }

  @Test
  void shouldAgreeWhenTheLeaderIsHeardAndHearsNobody() {
    agreeAfterOneWayPartition(new int[] {0, 1, 1, 1, 1, 1});
  }

  private void agreeAfterOneWayPartition(int[] side) {
    AssignmentId assignment = inTheMiddleOfATransfer();
    segment.network().partitionOneWay(side);
    run(5 * SECOND);
    segment.network().heal();
    finish();
    assertEquals(Map.of(ServerState.REPORTED, 6), states(assignment));
  }

  @Test
  void shouldRefuseWithTheReasonWhenADiskIsFullAndServeTheOthersAsFast() {
    inTheMiddleOfATransfer();
    finish();
    segment.publisher().publish(SIZE_BYTES);
    final long aloneNs = nsUntilDone();

    AssignmentId assignment = segment.publisher().publish(SIZE_BYTES);
    run(250 * MS);
    segment.server(3).agent().setDiskFull(true);
    long withFullDiskNs = 250 * MS + nsUntilDone();

    assertEquals(Map.of(ServerState.REPORTED, 5, ServerState.REFUSED, 1), states(assignment));
    ServerProgress refused = progress(assignment, 3);
    assertEquals(ServerState.REFUSED, refused.state());
    assertEquals("no space left on device", refused.reason());
    assertTrue(
        withFullDiskNs <= aloneNs * 11 / 10,
        () -> withFullDiskNs / MS + " ms, without " + aloneNs / MS);
  }

  @Test
  void shouldServeAReceiverThatIsKilledAtAnyMomentAndComesBack() {
    inTheMiddleOfATransfer();
    finish();
    for (int killedAfterMs = 5; killedAfterMs < 800; killedAfterMs += 45) {
      String when = "killed after " + killedAfterMs + " ms";
      AssignmentId assignment = segment.publisher().publish(SIZE_BYTES);
      final long sentBefore = segment.server(0).agent().framesSent();
      final long receivedBefore = segment.server(4).counter("mctp.frames.received");
      run(killedAfterMs * MS);
      boolean hadIt = segment.server(4).agent().file(assignment) != null;
      final long had = segment.server(4).counter("mctp.frames.received") - receivedBefore;
      segment.server(4).crash();
      run(200 * MS);
      segment.server(4).start();
      finish();
      assertEquals(Map.of(ServerState.REPORTED, 6), states(assignment), when);
      long sent = segment.server(0).agent().framesSent() - sentBefore;
      // The file once for all, once more what the killed one lacked, and what was overtaken by the
      // end of its pass; nobody writes a frame twice.
      long lacked = hadIt ? 0 : FRAMES - had + MOST_FRAMES_IN_MEMORY;
      assertTrue(
          sent <= (FRAMES + lacked) * 101 / 100,
          () -> when + " " + sent + " frames were sent, it had " + had + " of " + FRAMES);
    }
  }

  /** Whether it finds the end in its socket or has to ask for it is chance: several seeds. */
  @Test
  void shouldHaveAServerThatWasGivenUpAndCannotFetchWaitForNothing() {
    for (int seed = 1; seed <= 8; seed++) {
      segment = segment(seed);
      segment.publisher().serveNothing();
      AssignmentId assignment = inTheMiddleOfATransfer();
      SimulatedServer stopped = segment.server(4);
      stopped.pause();
      nsUntilDone();
      assertEquals(Map.of(ServerState.REPORTED, 5, ServerState.MISSING, 1), states(assignment));

      stopped.resume();
      run(8 * SECOND);
      assertEquals(
          Optional.empty(), stopped.transfer().missing(assignment), "it still waits, seed " + seed);
      segment.publisher().publishAgain();
      finish();
      assertEquals(Map.of(ServerState.REPORTED, 6), states(assignment), "seed " + seed);
    }
  }

  @Test
  void shouldServeThreeHundredMembers() {
    int members = 300;
    SimulatedSegment large =
        new SimulatedSegment(
            SimulatedSegment.lanOfEquals(members),
            new NetworkConditions(0.01, 0.0005, 100 * MS, 0.001, MS / 20, 5 * MS),
            3,
            Trace.off(),
            MemberFactory.real());
    large.servers().forEach(SimulatedServer::start);
    assertWithin(5 * SECOND, large, large::isConverged, large::disagreement);
    AssignmentId first = large.publisher().publish(100_000);
    assertWithin(15 * SECOND, large, large.publisher()::isDone, large.publisher()::unfinished);
    assertEquals(Map.of(ServerState.REPORTED, members), states(large, first));

    SimulatedServer leader = large.commonLeader().orElseThrow();
    large.publisher().publish(100_000);
    large.time().runUntil(large.time().nowNs() + 100 * MS);
    leader.crash();
    assertWithin(2 * SECOND, large, () -> large.commonLeader().isPresent(), large::disagreement);
    assertNotEquals(leader, large.commonLeader().orElseThrow());
    assertWithin(10 * SECOND, large, large::isConverged, large::disagreement);
    assertWithin(80 * SECOND, large, large.publisher()::isDone, large.publisher()::unfinished);
  }

  private static void assertWithin(
      long limitNs,
      SimulatedSegment segment,
      BooleanSupplier condition,
      Supplier<String> otherwise) {
    long untilNs = segment.time().nowNs() + limitNs;
    while (!condition.getAsBoolean()) {
      assertTrue(segment.time().nowNs() < untilNs, otherwise);
      segment.time().runUntil(segment.time().nowNs() + 10 * MS);
    }
  }

  private AssignmentId inTheMiddleOfATransfer() {
    segment.servers().forEach(SimulatedServer::start);
    run(2 * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
    assertTrue(segment.server(0).leads());
    AssignmentId assignment = segment.publisher().publish(SIZE_BYTES);
    run(250 * MS);
    long sent = segment.server(0).agent().framesSent();
    assertTrue(sent > FRAMES / 10 && sent < FRAMES * 9 / 10, () -> sent + " frames were sent");
    return assignment;
  }

  private void run(long forNs) {
    segment.time().runUntil(segment.time().nowNs() + forNs);
  }

  private void finish() {
    assertWithin(20 * SECOND, segment, segment::isConverged, segment::disagreement);
    assertWithin(
        20 * SECOND, segment, segment.publisher()::isDone, segment.publisher()::unfinished);
  }

  private long nsUntilDone() {
    long fromNs = segment.time().nowNs();
    assertWithin(
        20 * SECOND, segment, segment.publisher()::isDone, segment.publisher()::unfinished);
    return segment.time().nowNs() - fromNs;
  }

  private ServerProgress progress(AssignmentId assignment, int index) {
    ServerName name = segment.server(index).name();
    return segment.publisher().reports(assignment).servers().stream()
        .filter(progress -> progress.server().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Map<ServerState, Integer> states(AssignmentId assignment) {
    return states(segment, assignment);
  }

  private static Map<ServerState, Integer> states(SimulatedSegment of, AssignmentId assignment) {
    Map<ServerState, Integer> states = new TreeMap<>();
    List<ServerProgress> servers = of.publisher().reports(assignment).servers();
    servers.forEach(progress -> states.merge(progress.state(), 1, Integer::sum));
    return states;
  }

  private long sumOf(String counter) {
    return segment.running().stream()
        .mapToLong(server -> server.counters().getOrDefault(counter, 0L))
        .sum();
  }
}
