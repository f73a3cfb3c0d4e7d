package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random scenarios, other ones every day: what the few of every build do not meet.
 * {@code tests.seeds} says how many, {@code tests.seeds.first} where to begin instead of at the
 * day's.
 */
@Tag("nightly")
class ManySeedsIT {
  private static final long SEEDS_OF_A_DAY = 10_000;

  @Test
  void shouldHoldItsPromisesInThousandsOfScenarios() {
    long count = Long.parseLong(System.getProperty("tests.seeds"));
    long first =
        Long.getLong(
            "tests.seeds.first", LocalDate.now(ZoneOffset.UTC).toEpochDay() * SEEDS_OF_A_DAY);
    // Said before they run: also a run that is killed tells where it was.
    System.out.printf("seeds %d..%d%n", first, first + count - 1);
    SeedSweep sweep = SeedSweep.of(first, count, MemberFactory.real());
    System.out.printf("longest convergence %.2f s%n", sweep.longestConvergenceNs() / 1e9);
    assertEquals(List.of(), sweep.broken(), sweep::report);
  }
}
