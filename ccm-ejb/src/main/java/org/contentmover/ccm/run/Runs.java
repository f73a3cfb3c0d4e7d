package org.contentmover.ccm.run;

import jakarta.ejb.Local;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.run.view.RunFilter;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.run.view.RunView;

/** Job runs. A started run goes on by itself on whichever node is alive. */
@Local
public interface Runs {
  /**
   * Starts a run of a job and returns at once.
   *
   * @param idempotencyKey null, or a key of the caller: starting again with the same key answers
   *     with the same run
   */
  RunView start(UUID job, RunOptions options, String idempotencyKey, Actor by);

  /**
   * Starts runs of several jobs, of different sites, that go live together or not at all (CM-9):
   * none before all have staged, and when one comes to nothing all are aborted. Returns at once.
   *
   * @param idempotencyKey as above
   * @return the run of the site whose name comes first
   */
  RunView startTogether(List<UUID> jobs, String idempotencyKey, Actor by);

  /** Newest first. */
  Page<RunSummary> list(RunFilter filter, PageRequest page);

  RunView view(UUID id);

  /**
   * Aborts a run in any phase before commit (CO-3); it ends as soon as its servers were told.
   *
   * @throws org.contentmover.ccm.problem.Conflict when it commits already or has ended
   */
  RunView abort(UUID id, Actor by);

  /**
   * Says when a run that holds what is staged makes it live (VC-8).
   *
   * @param at null: now
   * @throws org.contentmover.ccm.problem.Conflict when it is not staged, or goes live with others
   */
  RunView commit(UUID id, Instant at, Actor by);
}
