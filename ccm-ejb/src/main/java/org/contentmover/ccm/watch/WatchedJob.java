package org.contentmover.ccm.watch;

import org.contentmover.core.watch.QuietTree;

/** A job whose staging area is watched. Owned by the watch. */
final class WatchedJob {
  /** Looking takes at most so much of the time, however large the tree is. */
  private static final int SHARE_OF_THE_TIME = 20;

  private static final int LOOKS_IN_A_QUIET = 4;

  private final String stagingArea;
  private final QuietTree tree;
  private long nextLookMillis = Long.MIN_VALUE;
  private String trouble = "";

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
    nextLookMillis =
        endedMillis
            + Math.max(
                tree.quietMillis() / LOOKS_IN_A_QUIET,
                SHARE_OF_THE_TIME * (endedMillis - beganMillis));
  }

  /** Whether this is news: an administrator is told once. */
  boolean isNews(String whatIsWrong) {
    boolean news = !trouble.equals(whatIsWrong);
    trouble = whatIsWrong;
    return news;
  }
}
