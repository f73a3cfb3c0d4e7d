package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Random scenarios; a failure names its seed and the command that shows it. */
class SeedsTest {
  private static final int SEEDS = 500;

  @Test
  void shouldHoldItsPromisesInEveryScenario() {
    SeedSweep sweep = SeedSweep.of(1, SEEDS, MemberFactory.real());
    System.out.printf(
        "%d seeds, longest convergence %.2f s%n", SEEDS, sweep.longestConvergenceNs() / 1e9);
    assertEquals(List.of(), sweep.broken(), sweep::report);
  }

  @Test
  void shouldNameTheSeedAndTheReplayOfAMemberThatThrows() {
    MemberFactory defective =
        (identity, config, floor, random, output) -> {
          throw new IllegalStateException("planted");
        };
    SeedSweep sweep = SeedSweep.of(41, 2, defective);
    assertEquals(2, sweep.broken().size());
    assertTrue(sweep.report().contains("planted"), sweep::report);
    assertTrue(sweep.report().contains("--seed 41"), sweep::report);
    assertTrue(sweep.report().contains("--seed 42"), sweep::report);
  }

  @Test
  void shouldRunASeedTheSameWayEveryTime() {
    List<String> first = trace(7);
    List<String> second = trace(7);
    assertEquals(first, second);
  }

  private static List<String> trace(long seed) {
    List<String> lines = new ArrayList<>();
    new SegmentRun(Scenario.of(seed), Trace.to(lines::add), MemberFactory.real()).run();
    return lines;
  }
}
