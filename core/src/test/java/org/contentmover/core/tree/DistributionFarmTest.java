package org.contentmover.core.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;

/**
 * A farm in virtual time whose leaders die, stall and come back: every segment is served in the end
 * (DT-6).
 */
class DistributionFarmTest {
  private static final TreePolicy POLICY = new TreePolicy(2, 2, 5_000, 2_000);
  private static final long TOTAL = 10;

  @Property(tries = 300)
  void shouldServeEverySegmentWhoeverDies(
      @ForAll @IntRange(min = 1, max = 40) int segments, @ForAll long seed) {
    Farm farm = new Farm(segments, new Random(seed));
    for (int second = 0; second < 600 && !farm.allClosed(); second++) {
      farm.second(second < 60);
    }
    assertTrue(farm.allClosed(), () -> "seed " + seed + " left " + farm.edges);
  }

  @Property(tries = 20)
  void shouldServeAHealthyFarmMostlyByRelays(@ForAll long seed) {
    Farm farm = new Farm(30, new Random(seed));
    while (!farm.allClosed()) {
      farm.second(false);
    }
    assertEquals(POLICY.originFanOut(), farm.originGiven, "the origin serves its fan-out only");
  }

  private static final class Farm {
    private final DistributionPlanner planner = new DistributionPlanner(POLICY);
    private final List<Edge> edges;
    private final boolean[] dead;
    private final Random random;
    private long nowMillis = 1;
    private long lastFetchMillis = 1;
    private long sequence;
    private int originGiven;

    Farm(int segments, Random random) {
      this.random = random;
      List<Target> targets = new ArrayList<>();
      for (int i = 0; i < segments; i++) {
        targets.add(Target.leader(new SegmentName("s" + i), new ServerName("s" + i + "-1"), 1));
      }
      edges = new ArrayList<>(planner.plan(targets));
      dead = new boolean[segments];
    }

    boolean allClosed() {
      return edges.stream().allMatch(edge -> edge.state() == EdgeState.CLOSED);
    }

    void second(boolean troubled) {
      nowMillis += 1_000;
      for (int i = 0; i < edges.size(); i++) {
        edges.set(i, planner.checked(edges.get(i), nowMillis));
        trouble(i, troubled);
        serveFromOrigin(i);
        work(i);
      }
    }

    private void trouble(int i, boolean troubled) {
      if (!dead[i] && troubled && random.nextInt(30) == 0) {
        dead[i] = true;
      } else if (dead[i] && random.nextInt(4) == 0) {
        dead[i] = false;
        long epoch = edges.get(i).epoch() + 1;
        edges.set(i, planner.led(edges.get(i), new ServerName("s" + i + "-" + epoch), epoch));
      }
    }

    private void serveFromOrigin(int i) {
      int active =
          (int)
              edges.stream()
                  .filter(
                      e -> Edge.CCM.equals(e.source()) && !e.fromOrigin() && e.state().isServed())
                  .count();
      if (planner.originServes(edges.get(i), active, originGiven, lastFetchMillis, nowMillis)) {
        originGiven += edges.get(i).fromOrigin() ? 0 : 1;
        edges.set(i, edges.get(i).given(Edge.CCM, POLICY, nowMillis));
        lastFetchMillis = nowMillis;
      }
    }

    private void work(int i) {
      Edge edge = edges.get(i);
      if (dead[i] || !(edge.state().isServed() || edge.state() == EdgeState.FETCHED)) {
        return;
      }
      long bytes = Math.min(TOTAL, edge.fetchedBytes() + 4);
      boolean done = edge.state() == EdgeState.FETCHED && !asksNext(i);
      sequence++;
      lastFetchMillis = nowMillis;
      edges.set(
          i,
          planner.reported(
              edge, edge.server(), edge.epoch(), sequence, bytes, TOTAL, done, nowMillis));
    }

    /** Asks until it is told "last"; whether it was given somebody. */
    private boolean asksNext(int i) {
      String me = edges.get(i).server().value();
      int served =
          (int) edges.stream().filter(e -> me.equals(e.source()) && e.state().isServed()).count();
      Optional<Edge> fresh =
          edges.stream().filter(e -> e.isReady(nowMillis) && !e.fromOrigin()).findFirst();
      Optional<Edge> next = planner.next(edges.get(i), served, fresh, nowMillis);
      next.ifPresent(edge -> edges.set(edge.rank(), edge));
      return next.isPresent();
    }
  }
}
