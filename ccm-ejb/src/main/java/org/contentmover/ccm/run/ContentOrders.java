package org.contentmover.ccm.run;

import jakarta.ejb.Local;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.RunView;

/**
 * Orders about what a content group shows, beside its jobs. Each starts a run of its own kind and
 * returns at once; {@code idempotencyKey} as in {@link Runs#start}.
 */
@Local
public interface ContentOrders {
  /**
   * Takes a content group back to the version before the published one (VC-7).
   *
   * @throws org.contentmover.ccm.problem.Conflict when there is no version to go back to, another
   *     one is published than the order names, or a run holds the site
   */
  RunView rollBack(String site, String group, NewRollback order, String idempotencyKey, Actor by);
}
