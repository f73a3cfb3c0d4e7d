package org.contentmover.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws what goes wrong in a scenario: each trouble is a fault and, mostly, its end. */
final class Troubles {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long SHORTEST_NS = 50 * MS;
  private static final long LONGEST_NS = 6 * SECOND;

  /** A process that is stopped, as by SIGSTOP. */
  private static final long LONG_PAUSE_NS = 10 * SECOND;

  private static final long LONGEST_JUMP_NS = 3_600 * SECOND;

  private final RandomGenerator random;
  private final int servers;
  private final List<Fault> faults = new ArrayList<>();

  private Troubles(RandomGenerator random, int servers) {
    this.random = random;
    this.servers = servers;
  }

  /** Some troubles that begin between these times; what would end later is ended by the run. */
  static List<Fault> draw(RandomGenerator random, int servers, long fromNs, long untilNs) {
    Troubles troubles = new Troubles(random, servers);
    int count = random.nextInt(2, 9);
    for (int i = 0; i < count; i++) {
      long atNs = random.nextLong(fromNs, untilNs);
      troubles.add(atNs, atNs + random.nextLong(SHORTEST_NS, LONGEST_NS));
    }
    troubles.faults.removeIf(fault -> fault.atNs() >= untilNs);
    troubles.faults.sort(Comparator.comparingLong(Fault::atNs));
    return troubles.faults;
  }

  private void add(long atNs, long endNs) {
    int server = random.nextInt(servers);
    switch (random.nextInt(11)) {
      case 0:
        pair(atNs, Fault.Kind.CRASH, server, restartNs(endNs), Fault.Kind.RESTART);
        break;
      case 1:
        pair(atNs, Fault.Kind.LEAVE, server, restartNs(endNs), Fault.Kind.RESTART);
        break;
      case 2:
        faults.add(new Fault(atNs, Fault.Kind.CRASH, Fault.THE_LEADER));
        break;
      case 3:
        pause(atNs, endNs, server);
        break;
      case 4:
        pause(atNs, atNs + LONG_PAUSE_NS, server);
        break;
      case 5:
        faults.add(new Fault(atNs, Fault.Kind.PARTITION, 0, sides(), 0));
        faults.add(new Fault(endNs, Fault.Kind.HEAL, 0));
        break;
      case 6:
        faults.add(new Fault(atNs, Fault.Kind.ONE_WAY_PARTITION, 0, sides(), 0));
        faults.add(new Fault(endNs, Fault.Kind.HEAL, 0));
        break;
      case 7:
        boolean far = random.nextBoolean();
        long jumpNs = random.nextLong(SHORTEST_NS, far ? LONGEST_JUMP_NS : LONGEST_NS);
        int whose = random.nextBoolean() ? Fault.THE_LEADER : server;
        faults.add(new Fault(atNs, Fault.Kind.CLOCK_JUMP, whose, new int[0], jumpNs));
        break;
      case 8:
        pair(atNs, Fault.Kind.DISK_FULL, server, endNs, Fault.Kind.DISK_FREE);
        break;
      case 9:
        moveChannel(atNs, endNs, server);
        break;
      default:
        pair(atNs, Fault.Kind.DEAF, server, endNs, Fault.Kind.HEARING);
    }
  }

  private void pair(long atNs, Fault.Kind begins, int server, long endNs, Fault.Kind ends) {
    faults.add(new Fault(atNs, begins, server));
    faults.add(new Fault(endNs, ends, server));
  }

  /** Some stay away for good. */
  private long restartNs(long endNs) {
    return random.nextInt(4) == 0 ? Long.MAX_VALUE : endNs;
  }

  private void pause(long atNs, long endNs, int server) {
    int paused = random.nextBoolean() ? Fault.THE_LEADER : server;
    pair(atNs, Fault.Kind.PAUSE, paused, endNs, Fault.Kind.RESUME);
  }

  private void moveChannel(long atNs, long endNs, int server) {
    if (random.nextInt(4) == 0) {
      faults.add(new Fault(atNs, Fault.Kind.NO_OTHER_CHANNEL, server));
    }
    faults.add(new Fault(atNs, Fault.Kind.MOVE_CHANNEL, Fault.THE_LEADER));
    if (random.nextBoolean()) {
      faults.add(new Fault(endNs, Fault.Kind.MOVE_BACK, Fault.THE_LEADER));
    }
  }

  private int[] sides() {
    int[] side = new int[servers];
    for (int i = 0; i < servers; i++) {
      side[i] = random.nextInt(2);
    }
    return side;
  }
}
