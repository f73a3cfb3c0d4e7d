package org.contentmover.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * The scenarios of many seeds, one after the other.
 *
 * @param broken what each failed seed says, with the command that shows it
 * @param longestConvergenceNs of all seeds that hold
 */
record SeedSweep(List<String> broken, long longestConvergenceNs) {

  /** Runs {@code count} seeds from {@code first} on; a broken one does not stop the others. */
  static SeedSweep of(long first, long count, MemberFactory factory) {
    List<String> broken = new ArrayList<>();
    long longestNs = 0;
    for (long seed = first; seed < first + count; seed++) {
      try {
        SegmentRun.Result result = new SegmentRun(Scenario.of(seed), Trace.off(), factory).run();
        longestNs = Math.max(longestNs, result.convergedAfterNs());
      } catch (InvariantViolation violation) {
        broken.add(violation.getMessage());
      } catch (RuntimeException defect) {
        // A machine that throws breaks a promise too, and must not cost the seed.
        broken.add("seed " + seed + ": " + defect + "; replay: " + Replay.command(seed));
      }
    }
    return new SeedSweep(broken, longestNs);
  }

  /** All that is wrong, one below the other. */
  String report() {
    return String.join(System.lineSeparator(), broken);
  }
}
