package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Random scenarios; a failure names its seed and the command that shows it. */
class SeedsTest {
  private static final int SEEDS = 200;

  @Test
  void shouldHoldItsPromisesInEveryScenario() {
    List<String> broken = new ArrayList<>();
    long longestNs = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        SegmentRun.Result result =
            new SegmentRun(Scenario.of(seed), Trace.off(), MemberFactory.real()).run();
        longestNs = Math.max(longestNs, result.convergedAfterNs());
      } catch (InvariantViolation violation) {
        broken.add(violation.getMessage());
      }
    }
    System.out.printf("%d seeds, longest convergence %.2f s%n", SEEDS, longestNs / 1e9);
    assertEquals(List.of(), broken, () -> String.join(System.lineSeparator(), broken));
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
