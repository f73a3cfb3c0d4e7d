package org.contentmover.ccm.job.view;

import java.time.Duration;

/**
 * A job to be created or changed.
 *
 * @param quorum how many servers must be able to take part and must have staged before commit
 *     (CM-7): a number ({@code 3}) or a share ({@code 50%}); null means 50%
 * @param onConflict another run distributes to the same site on a common server (SC-3); null means
 *     WAIT
 * @param onMissingQuorum too few servers are up (CM-7); null means WAIT
 * @param patience how long it may wait, null means 1 hour
 * @param deadline how long a distribution may take before it ends with what was reached, null means
 *     1 hour
 * @param publishWhenQuietFor the staging area is watched, and a run starts by itself when something
 *     changed in it and nothing any more for so long (CM-10); null: it is not watched
 */
public record NewJob(
    String name,
    JobType type,
    String site,
    String group,
    String stagingArea,
    String quorum,
    WaitPolicy onConflict,
    WaitPolicy onMissingQuorum,
    Duration patience,
    Duration deadline,
    Duration publishWhenQuietFor) {}
