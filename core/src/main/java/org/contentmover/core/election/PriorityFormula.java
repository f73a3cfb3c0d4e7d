package org.contentmover.core.election;

/**
 * The formula of a server's priority (EL-3); docs/protocol/election.md shows its arithmetic. Pure.
 */
public final class PriorityFormula {
  /** What is unknown neither helps nor harms. */
  static final int NEUTRAL_PERCENT = 50;

  /** The highest priority of a server that is not assigned to lead. */
  static final int MAX_COMPUTED = ElectionConfig.MAX_PRIORITY - 1;

  private static final long HALF_CPUS = 4;
  private static final long HALF_MEMORY_BYTES = 8L << 30;
  private static final long HALF_DISK_BYTES = 50L << 30;
  private static final long HALF_MEMBERS = 2;

  private PriorityFormula() {}

  /**
   * The priority, 0 to 100 or {@link ElectionConfig#NEVER_LEADS}. A server assigned to lead
   * (preference 100) has 100, whatever is measured; every other one at most 99.
   *
   * @param weights how much each input counts
   * @param preference the administrator's, 0 to 100, or {@link ElectionConfig#NEVER_LEADS}
   * @param known what is measured
   * @param loadPermille the load that counts, in thousandths; less than 0 when unknown
   */
  public static int priority(
      PriorityWeights weights, int preference, PriorityInputs known, int loadPermille) {
    if (preference == ElectionConfig.NEVER_LEADS || preference == ElectionConfig.MAX_PRIORITY) {
      return preference;
    }
    long points =
        (long) weights.preference() * preference
            + (long) weights.cpus() * saturating(known.cpus(), HALF_CPUS)
            + (long) weights.idle() * idlePercent(loadPermille)
            + (long) weights.memory() * saturating(known.memoryBytes(), HALF_MEMORY_BYTES)
            + (long) weights.disk() * saturating(known.freeDiskBytes(), HALF_DISK_BYTES)
            + (long) weights.members() * membersPercent(known.membersKnown())
            + (long) weights.network() * (100 - known.heartbeatLossPermille() / 10)
            + (long) weights.reliability() * reliabilityPercent(known.uncleanEnds())
            + (long) weights.content() * soundPercent(known.sites(), known.soundSites());
    return (int) Math.min(MAX_COMPUTED, points / weights.sum());
  }

  private static int idlePercent(int loadPermille) {
    return loadPermille < 0 ? NEUTRAL_PERCENT : 100 - loadPermille / 10;
  }

  private static int membersPercent(int membersKnown) {
    return (int) (100 * membersKnown / (membersKnown + HALF_MEMBERS));
  }

  /** A half after the first time, a third after the second. */
  private static int reliabilityPercent(int uncleanEnds) {
    return 100 / (1 + uncleanEnds);
  }

  private static int soundPercent(int sites, int soundSites) {
    return sites == 0 ? NEUTRAL_PERCENT : 100 * soundSites / sites;
  }

  /**
   * Half of the points at {@code half}, two thirds at twice as much, never all: more helps always,
   * and the less the more there is.
   */
  private static int saturating(long value, long half) {
    if (value <= 0) {
      return NEUTRAL_PERCENT;
    }
    // Divided first: a hundred times the bytes of a big disk array does not fit a long.
    long scale = Math.max(1, half / 1_000_000);
    long scaled = value / scale;
    return (int) (100 * scaled / (scaled + half / scale));
  }
}
