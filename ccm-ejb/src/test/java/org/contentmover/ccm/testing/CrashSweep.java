package org.contentmover.ccm.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The CCM dies after its first transaction, its second, and so on, until nothing is left to end.
 */
public final class CrashSweep {
  private CrashSweep() {}

  /** One time, on a farm of its own. */
  @FunctionalInterface
  public interface Trial {
    /** Whether the CCM died. */
    boolean withCrashAfter(int commits) throws IOException;
  }

  /**
   * Tries all of them.
   *
   * @param least fewer transactions would mean that the trial does not do what it is for
   */
  public static void atAnyCommit(int least, Trial trial) throws IOException {
    int commits = 0;
    boolean crashed = true;
    while (crashed) {
      commits++;
      crashed = trial.withCrashAfter(commits);
    }
    assertTrue(commits > least, "the run had only " + commits + " transactions to die after");
  }

  /** Lets a run go on until it ends, or its CCM has died and the next one is there. */
  public static boolean crashes(Farm farm, int commits, UUID run, Supplier<Ccm> next) {
    farm.crashAfter(commits);
    try {
      farm.untilEnded(run);
      return false;
    } catch (Farm.Crash crash) {
      farm.ccm().close();
      farm.restartedAs(next.get());
      return true;
    }
  }
}
