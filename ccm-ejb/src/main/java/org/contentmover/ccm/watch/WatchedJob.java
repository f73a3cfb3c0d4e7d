package org.contentmover.ccm.watch;

import org.contentmover.core.watch.QuietTree;

/** A job whose staging area is watched. Owned by the watch. */
final class WatchedJob {
  /** Looking takes at most so much of the time, however large the tree is. */
  private static final int SHARE_OF_THE_TIME = 20;

  private static final int LOOKS_IN_A_QUIET = 4;

  /** One that is back is noticed soon, however long it has to be quiet. */
  private static final long LONGEST_UNTIL_IT_IS_BACK_MILLIS = 15_000;

  private final String stagingArea;
  private final QuietTree tree;
  private long nextLookMillis = Long.MIN_VALUE;
  private String loggedWhyNoRun = "";

  WatchedJob(String stagingArea, long quietMillis) {
    this.stagingArea = stagingArea;
    this.tree = new QuietTree(quietMillis);
  }

  /** Whether it is still this that is wanted of the job. */
  boolean watches(String area, long quietMillis) {
    return stagingArea.equals(area) && tree.quietMillis() == quietMillis;
  }

  QuietTree tree() {
    return tree;
  }

  boolean isDue(long nowMillis) {
    return nowMillis >= nextLookMillis;
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
    nextLookMillis =
        endedMillis + Math.max(pauseMillis, SHARE_OF_THE_TIME * (endedMillis - beganMillis));
  }

  /** Whether it is news why no run can be started: that is logged once. */
  boolean isNews(String whyNoRun) {
    boolean news = !whyNoRun.equals(loggedWhyNoRun);
    loggedWhyNoRun = whyNoRun;
    return news;
  }
}
