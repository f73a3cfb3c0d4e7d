package org.contentmover.core.election;

/**
 * How much each thing known of a server counts for its priority, relative to the others (EL-3).
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
  /** Highest weight. */
  public static final int MAX_WEIGHT = 1_000;

  /** The administrator's word counts for six tenths, what is measured for four. */
  public static final PriorityWeights DEFAULT = new PriorityWeights(60, 8, 6, 6, 6, 2, 4, 4, 4);

  /** Nothing but the administrator's word. */
  public static final PriorityWeights PREFERENCE_ONLY =
      new PriorityWeights(1, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Rejects weights out of range, and weights of which none counts. */
  public PriorityWeights {
    for (int weight :
        new int[] {preference, cpus, idle, memory, disk, members, network, reliability, content}) {
      if (weight < 0 || weight > MAX_WEIGHT) {
        throw new IllegalArgumentException(
            "a weight is " + weight + "; allowed are 0 to " + MAX_WEIGHT);
      }
    }
    if (preference + cpus + idle + memory + disk + members + network + reliability + content == 0) {
      throw new IllegalArgumentException("all weights are 0; at least one must count");
    }
  }

  int sum() {
    return preference + cpus + idle + memory + disk + members + network + reliability + content;
  }
}
