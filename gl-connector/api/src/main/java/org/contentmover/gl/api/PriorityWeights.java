package org.contentmover.gl.api;

/**
 * How much each thing counts for a server's priority, relative to the others (EL-3); each 0 to
 * 1,000, not all 0. The formula is in docs/protocol/election.md.
 *
 * @param preference what the administrator wants
 * @param cpus number of processors
 * @param idle share of the processors that is not in use
 * @param memory physical memory
 * @param disk free space where versions are staged
 * @param members how many servers of the segment it knows
 * @param network share of the leader's heartbeats that reach it
 * @param reliability how seldom it ended without having left the segment
 * @param content share of its sites that show a version and have no problem
 */
public record PriorityWeights(
    int preference,
    int cpus,
    int idle,
    int memory,
    int disk,
    int members,
    int network,
    int reliability,
    int content) {
  /** The administrator's word counts for six tenths, what is measured for four. */
  public static final PriorityWeights DEFAULT = new PriorityWeights(60, 8, 6, 6, 6, 2, 4, 4, 4);

  private static final int MAX_WEIGHT = 1_000;

  /** Rejects weights out of range, and weights of which none counts. */
  public PriorityWeights {
    Checks.inRange("weight preference", preference, 0, MAX_WEIGHT);
    Checks.inRange("weight cpus", cpus, 0, MAX_WEIGHT);
    Checks.inRange("weight idle", idle, 0, MAX_WEIGHT);
    Checks.inRange("weight memory", memory, 0, MAX_WEIGHT);
    Checks.inRange("weight disk", disk, 0, MAX_WEIGHT);
    Checks.inRange("weight members", members, 0, MAX_WEIGHT);
    Checks.inRange("weight network", network, 0, MAX_WEIGHT);
    Checks.inRange("weight reliability", reliability, 0, MAX_WEIGHT);
    Checks.inRange("weight content", content, 0, MAX_WEIGHT);
    if (preference + cpus + idle + memory + disk + members + network + reliability + content == 0) {
      throw new IllegalArgumentException("all weights are 0; at least one must count");
    }
  }
}
