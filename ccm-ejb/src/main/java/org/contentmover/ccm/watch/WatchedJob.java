package org.contentmover.ccm.watch;

import org.contentmover.ccm.job.view.JobView;
import org.contentmover.core.watch.QuietTree;

/** A job whose staging area is watched. Owned by the watch. */
final class WatchedJob {
  /** Looking takes at most so much of the time, however large the tree is. */
  private static final int SHARE_OF_THE_TIME = 20;

  private static final int LOOKS_IN_A_QUIET = 4;

  /** One that is back is noticed soon, however long it has to be quiet. */
  private static final long LONGEST_UNTIL_IT_IS_BACK_MILLIS = 15_000;

  private final JobView job;
  private final QuietTree tree;
  private long lookedMillis = Long.MIN_VALUE;
  private long nextLookMillis = Long.MIN_VALUE;

  WatchedJob(JobView job) {
    this.job = job;
    this.tree = new QuietTree(job.publishWhenQuietFor().toMillis());
  }

  /** Whether it is still this that is wanted of the job: what is watched, and where it goes. */
  boolean isOf(JobView now) {
    return job.stagingArea().equals(now.stagingArea())
        && job.publishWhenQuietFor().equals(now.publishWhenQuietFor())
        && job.site().equals(now.site())
        && job.group().equals(now.group());
  }

  QuietTree tree() {
    return tree;
  }

  boolean isDue(long nowMillis) {
    boolean clockWasSetBack = nowMillis < lookedMillis;
    return nowMillis >= nextLookMillis || clockWasSetBack;
  }

  void looked(long beganMillis, long endedMillis) {
    lookAgain(tree.quietMillis() / LOOKS_IN_A_QUIET, beganMillis, endedMillis);
  }

  void lookedInVain(long beganMillis, long endedMillis) {
    tree.onLookInVain();
    long pauseMillis =
        Math.min(tree.quietMillis() / LOOKS_IN_A_QUIET, LONGEST_UNTIL_IT_IS_BACK_MILLIS);
    lookAgain(pauseMillis, beganMillis, endedMillis);
  }

  private void lookAgain(long pauseMillis, long beganMillis, long endedMillis) {
    lookedMillis = endedMillis;
    nextLookMillis =
        endedMillis + Math.max(pauseMillis, SHARE_OF_THE_TIME * (endedMillis - beganMillis));
  }
}
