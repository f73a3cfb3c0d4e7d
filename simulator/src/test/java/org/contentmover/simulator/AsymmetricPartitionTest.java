package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server that is heard and hears nobody (EL-17): it claims and leads for itself; the others
 * isolate it and go on under one leader, and take it back when it hears again.
 */
class AsymmetricPartitionTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;

  /** The best is the one whose claims everybody else would give way to. */
  private static final int BEST = 1;

  @ParameterizedTest(name = "server {0} hears nobody, loss {1}, seed {2}")
  @CsvSource({
    "0, 0, 1",
    "0, 0, 2",
    "0, 0.05, 3",
    "0, 0.05, 4",
    "1, 0, 1",
    "1, 0, 2",
    "1, 0.05, 3",
    "1, 0.05, 4",
    "1, 0.2, 5",
    "2, 0, 1",
    "2, 0, 2",
    "2, 0.05, 3",
    "2, 0.05, 4",
    "2, 0.2, 5"
  })
  void shouldGoOnWithoutWhoHearsNobody(int deaf, double loss, long seed) {
    NetworkConditions conditions = new NetworkConditions(loss, 0, MS, 0.02, MS / 20, 5 * MS);
    SimulatedSegment segment =
        new SimulatedSegment(
            SimulatedSegment.lan(50, 90, 70, 60, 10),
            conditions,
            seed,
            Trace.off(),
            MemberFactory.real());
    segment.servers().forEach(SimulatedServer::start);
    segment.time().runUntil(5 * SECOND);
    assertEquals(BEST, segment.commonLeader().orElseThrow().index());

    SimulatedServer isolated = segment.server(deaf);
    int[] side = {1, 1, 1, 1, 1};
    side[deaf] = 0;
    segment.network().partitionOneWay(side);
    // A member is isolated once it claims, within 2 s; a leader once its members are lost, 8 s.
    segment.time().runUntil(20 * SECOND);
    long epoch = epochOfTheOthers(segment, isolated);
    segment.time().runUntil(120 * SECOND);
    assertEquals(epoch, epochOfTheOthers(segment, isolated), "no change of leader for 100 s");
    assertTrue(isolated.leads(), "it knows no better");

    segment.network().heal();
    segment.time().runUntil(140 * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
  }

  /** All others follow one of them. */
  private static long epochOfTheOthers(SimulatedSegment segment, SimulatedServer isolated) {
    List<String> seen =
        segment.servers().stream()
            .filter(server -> server != isolated)
            .map(server -> server.leadership().leader() + " " + server.leadership().epoch())
            .distinct()
            .collect(Collectors.toList());
    assertEquals(1, seen.size(), () -> "the others follow " + seen);
    SimulatedServer leader =
        segment.servers().stream()
            .filter(server -> server != isolated && server.leads())
            .findFirst()
            .orElseThrow();
    assertTrue(leader.counter("election.quarantines") > 0, "after evidence");
    return leader.leadership().epoch();
  }
}
