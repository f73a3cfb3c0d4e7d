package org.contentmover.ccm.distribution;

import org.contentmover.core.run.Standing;
import org.contentmover.core.run.Step;

/** What a distribution is for. */
public enum Purpose {
  STAGING("STAGED", Standing.STAGED),
  COMMITTING("COMMITTED", Standing.COMMITTED),
  ABORTING("ABORTED", Standing.ABORTED),
  CATCH_UP("COMMITTED", Standing.COMMITTED);

  private final String goal;
  private final Standing standing;

  Purpose(String goal, Standing standing) {
    this.goal = goal;
    this.standing = standing;
  }

  public static Purpose of(Step step) {
    return valueOf(step.name());
  }

  /** The outcome servers report when they did it. */
  String goal() {
    return goal;
  }

  Standing standing() {
    return standing;
  }
}
