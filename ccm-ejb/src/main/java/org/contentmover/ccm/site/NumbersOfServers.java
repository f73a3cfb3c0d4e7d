package org.contentmover.ccm.site;

/**
 * How numbers go on when servers know some that the database does not, because it was restored from
 * a backup: a server takes nothing below what it has taken, and one that shows an old version must
 * not be thought to show another one that has got the same number since (CM-12). Pure.
 */
final class NumbersOfServers {
  /** So many versions a restored database may lack; a lie takes nobody further at once. */
  static final long MOST_VERSIONS_AHEAD = 4_096;

  /** More than a backup lacks: a version takes a few, and one for each server that was away. */
  private static final long SEQUENCES_LEFT_OUT = 1 << 20;

  private static final long ROUND = 1_000;

  private NumbersOfServers() {}

  /**
   * A thousand and more above what servers tell when that is more than the database knows: those
   * that are down may have higher ones, and people see that numbers are missing.
   *
   * @param last of the database
   * @param highest that a server tells
   */
  static long versionsGoOnAbove(long last, long highest) {
    return highest > last && highest - last <= MOST_VERSIONS_AHEAD
        ? (highest / ROUND + 2) * ROUND
        : last;
  }

  /** Whether an assignment that was refused as too old was written since numbers were left out. */
  static boolean isNear(long refused, long last) {
    return last - refused < SEQUENCES_LEFT_OUT / 2;
  }

  static long sequencesGoOnAbove(long last) {
    return last + SEQUENCES_LEFT_OUT;
  }
}
