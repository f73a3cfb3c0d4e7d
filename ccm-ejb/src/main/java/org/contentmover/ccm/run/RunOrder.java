package org.contentmover.ccm.run;

import java.util.UUID;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.run.view.RunOptions;

/**
 * What somebody wants run: a job, or something else about a group's content.
 *
 * @param job null when it belongs to none, and so its name
 * @param stagingArea null when nothing is scanned
 * @param withdraws the version to be taken back, 0 for none
 * @param reason of the person who ordered it, null for none
 */
record RunOrder(
    UUID job,
    String jobName,
    String site,
    String group,
    String stagingArea,
    boolean evenIfPinned,
    long withdraws,
    String reason) {

  static RunOrder of(JobView job, RunOptions options) {
    return new RunOrder(
        job.id(),
        job.name(),
        job.site(),
        job.group(),
        job.stagingArea(),
        options.evenIfPinned(),
        0,
        null);
  }

  static RunOrder rollback(String site, String group, long withdraws, String reason) {
    return new RunOrder(null, null, site, group, null, false, withdraws, reason);
  }
}
