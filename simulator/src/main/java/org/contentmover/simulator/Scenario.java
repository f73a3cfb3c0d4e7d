package org.contentmover.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.contentmover.core.election.ElectionConfig;
import org.contentmover.core.segment.SegmentConfig;

/**
 * All that a seed decides before the run: the servers, the network and the faults.
 *
 * @param seed that made it
 * @param configs one for each server
 * @param multicast whether the network has it; else the servers are listed by hand (EL-15)
 * @param conditions of the network while faults happen
 * @param startsNs when each server starts
 * @param faults in order of time
 * @param publications what is distributed meanwhile
 * @param refusing servers whose agents refuse every offer
 * @param calmFromNs when faults end: everything is healed, every process goes on, and whoever is
 *     down stays down
 */
record Scenario(
    long seed,
    List<SegmentConfig> configs,
    boolean multicast,
    NetworkConditions conditions,
    long[] startsNs,
    List<Fault> faults,
    List<Publication> publications,
    List<Integer> refusing,
    long calmFromNs) {
  /**
   * One assignment for all servers.
   *
   * @param atNs when it is given to the leader
   * @param sizeBytes how big it is
   */
  record Publication(long atNs, int sizeBytes) {}

  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long FAULTS_FROM_NS = 2 * SECOND;
  private static final long FAULTS_UNTIL_NS = 16 * SECOND;

  /** The scenario of a seed, always the same. */
  static Scenario of(long seed) {
    RandomGenerator random = new SeededRandom(seed);
    int servers = random.nextInt(8) == 0 ? random.nextInt(13, 31) : random.nextInt(2, 13);
    List<SegmentConfig> configs = configs(random, servers);
    long[] startsNs = new long[servers];
    for (int i = 0; i < servers; i++) {
      startsNs[i] = random.nextLong(random.nextBoolean() ? MS : SECOND);
    }
    return new Scenario(
        seed,
        configs,
        // A random of its own: the scenarios of seeds stay what they were.
        new SeededRandom(seed ^ 0x6C69_7374L).nextInt(6) > 0,
        conditions(random),
        startsNs,
        Troubles.draw(random, servers, FAULTS_FROM_NS, FAULTS_UNTIL_NS),
        publications(random),
        random.nextInt(6) == 0 ? List.of(random.nextInt(servers)) : List.of(),
        FAULTS_UNTIL_NS);
  }

  private static List<SegmentConfig> configs(RandomGenerator random, int servers) {
    boolean equals = random.nextInt(3) == 0;
    List<SegmentConfig> configs = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      int priority = equals ? ElectionConfig.MAX_PRIORITY / 2 : random.nextInt(101);
      // The first server may always lead: without a candidate there is no leader to expect.
      boolean never = i > 0 && random.nextInt(8) == 0;
      configs.add(SegmentConfig.lan(never ? ElectionConfig.NEVER_LEADS : priority));
    }
    return configs;
  }

  private static NetworkConditions conditions(RandomGenerator random) {
    double[] losses = {0, 0, 0.01, 0.05, 0.2};
    long[] maxDelaysMs = {1, 5, 15};
    return new NetworkConditions(
        losses[random.nextInt(losses.length)],
        random.nextInt(3) == 0 ? 0.005 : 0,
        300 * MS,
        random.nextInt(2) == 0 ? 0.02 : 0,
        MS / 20,
        maxDelaysMs[random.nextInt(maxDelaysMs.length)] * MS);
  }

  private static List<Publication> publications(RandomGenerator random) {
    List<Publication> publications = new ArrayList<>();
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      boolean small = random.nextInt(3) == 0;
      int sizeBytes = 1 + random.nextInt(small ? 8_192 : 400_000);
      publications.add(
          new Publication(random.nextLong(FAULTS_FROM_NS, FAULTS_UNTIL_NS), sizeBytes));
    }
    return publications;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "seed %d: %d servers, priorities %s; %s%s; %s, refusing %s; faults: %s",
        seed,
        configs.size(),
        configs.stream()
            .map(config -> Integer.toString(config.election().priority()))
            .collect(Collectors.joining(" ")),
        multicast ? "" : "no multicast, ",
        conditions,
        publications,
        refusing,
        faults);
  }
}
