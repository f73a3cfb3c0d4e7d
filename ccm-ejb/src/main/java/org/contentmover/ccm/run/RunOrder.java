package org.contentmover.ccm.run;

import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.version.plan.PlanSource;
import org.contentmover.core.run.RunPolicy;

/**
 * What somebody wants run: a job, or something else about a group's content.
 *
 * @param job null when it belongs to none, and so its name
 * @param source what its tree is made of
 * @param withdraws the version to be taken back, 0 for none
 * @param commitAtMillis when it is to go live, as {@link RunPolicy} has it
 * @param reason of the person who ordered it, null for none
 * @param joint common to all runs that are to go live together, null for none
 */
record RunOrder(
    UUID job,
    String jobName,
    String site,
    String group,
    PlanSource source,
    long withdraws,
    long commitAtMillis,
    String reason,
    UUID joint) {

  private static final PlanSource NOTHING = PlanSource.without(List.of());

  static RunOrder of(JobView job, RunOptions options, long commitAtMillis) {
    return of(job, options, commitAtMillis, null);
  }

  static RunOrder of(JobView job, RunOptions options, long commitAtMillis, UUID joint) {
    return new RunOrder(
        job.id(),
        job.name(),
        job.site(),
        job.group(),
        PlanSource.stagingArea(job.stagingArea(), options.evenIfPinned()),
        0,
        commitAtMillis,
        null,
        joint);
  }

  /** A rollback, or the removal of a whole site. */
  static RunOrder withdrawal(String site, String group, long withdraws, String reason) {
    return atOnce(site, group, NOTHING, withdraws, reason);
  }

  static RunOrder of(String site, String group, PlanSource source, String reason) {
    return atOnce(site, group, source, 0, reason);
  }

  private static RunOrder atOnce(
      String site, String group, PlanSource source, long withdraws, String reason) {
    return new RunOrder(
        null, null, site, group, source, withdraws, RunPolicy.AT_ONCE, reason, null);
  }
}
