package org.contentmover.simulator;

import java.util.List;
import java.util.random.RandomGenerator;
import org.contentmover.core.guard.KeyRing;
import org.contentmover.core.guard.SegmentKey;

/**
 * Which keys each server of a segment has at each time. Rings reach the servers one after the
 * other, in phases that do not overlap, as a publisher hands them out that waits for all (EL-7).
 */
final class SimulatedKeys {
  private static final long SECOND = 1_000_000_000L;
  private static final long PHASE_NS = 3 * SECOND;
  private static final long SPREAD_NS = 2 * SECOND;

  /** An open segment. */
  static final SimulatedKeys NONE = new SimulatedKeys("open", 0, 0, KeyRing.OPEN);

  private final String name;
  private final long seed;
  private final long fromNs;
  private final KeyRing[] rings;

  private SimulatedKeys(String name, long seed, long fromNs, KeyRing... rings) {
    this.name = name;
    this.seed = seed;
    this.fromNs = fromNs;
    this.rings = rings;
  }

  /**
   * The keys of a scenario: a quarter each is open, keyed, rotates, and goes from open to keyed.
   */
  static SimulatedKeys of(long seed) {
    // A random of its own: the scenarios of seeds stay what they were.
    RandomGenerator random = new SeededRandom(seed ^ 0x6B65_7973L);
    boolean encrypts = random.nextInt(3) == 0;
    SegmentKey one = key(1, random);
    SegmentKey two = key(2, random);
    long fromNs = random.nextLong(2 * SECOND, 8 * SECOND);
    KeyRing keyed = new KeyRing(List.of(one), 1, false, encrypts);
    switch (random.nextInt(4)) {
      case 0:
        return NONE;
      case 1:
        return new SimulatedKeys("keyed", seed, fromNs, keyed);
      case 2:
        return new SimulatedKeys(
            "rotating",
            seed,
            fromNs,
            keyed,
            new KeyRing(List.of(one, two), 1, false, encrypts),
            new KeyRing(List.of(one, two), 2, false, encrypts),
            new KeyRing(List.of(two), 2, false, encrypts));
      default:
        return new SimulatedKeys(
            "open to keyed",
            seed,
            fromNs,
            KeyRing.OPEN,
            new KeyRing(List.of(one), KeyRing.PLAIN, true, encrypts),
            new KeyRing(List.of(one), 1, true, encrypts),
            keyed);
    }
  }

  /** One key for everybody, all the time. */
  static SimulatedKeys always(long seed) {
    return new SimulatedKeys("keyed", seed, 0, KeyRing.sealing(1, key(1, new SeededRandom(seed))));
  }

  private static SegmentKey key(int id, RandomGenerator random) {
    byte[] secret = new byte[SegmentKey.SECRET_BYTES];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) random.nextInt();
    }
    return new SegmentKey(id, secret);
  }

  /** Whether nothing plain is ever accepted, so that somebody who replays is powerless. */
  boolean resistsReplay() {
    return !rings[0].acceptsPlain();
  }

  /** How often a server gets another ring. */
  int changes() {
    return rings.length - 1;
  }

  /** When a server gets its n-th other ring, from 1. */
  long changeNs(int server, int change) {
    return fromNs
        + (change - 1) * PHASE_NS
        + new SeededRandom(seed + server * 31L + change).nextLong(SPREAD_NS);
  }

  /** What a server has. */
  KeyRing ring(int server, long nowNs) {
    int change = 0;
    while (change < changes() && nowNs >= changeNs(server, change + 1)) {
      change++;
    }
    return rings[change];
  }

  @Override
  public String toString() {
    return name;
  }
}
