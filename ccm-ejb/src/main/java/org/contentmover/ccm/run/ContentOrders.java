package org.contentmover.ccm.run;

import jakarta.ejb.Local;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.run.view.NewRemoval;
import org.contentmover.ccm.run.view.NewRestore;
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

  /**
   * Publishes the tree of an earlier version or of a checkpoint again, under a new number (VC-4).
   *
   * @throws org.contentmover.ccm.problem.Conflict when its content is not kept any more
   */
  RunView restore(String site, String group, NewRestore order, String idempotencyKey, Actor by);

  /**
   * Publishes what is published without some paths, or takes the whole site off (VC-8): then
   * servers show an empty tree and keep no version of it.
   *
   * @throws org.contentmover.ccm.problem.Conflict when nothing is published, or nothing of it
   *     matches the paths
   */
  RunView remove(String site, String group, NewRemoval order, String idempotencyKey, Actor by);
}
