package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.segment.ControlChannel;

/**
 * A lossy multicast network that can be cut in two. Loss strikes each receiver on its own; the echo
 * of a server's own multicast comes from its own kernel and is never lost, unless it is deaf.
 */
final class Network {
  private static final long ECHO_DELAY_NS = 20_000;

  /** From one copy to the next, where there is no multicast. */
  private static final long COPY_NS = 20_000;

  private final EventQueue time;
  private final RandomGenerator random;
  private final List<SimulatedServer> servers = new ArrayList<>();
  private NetworkConditions conditions;
  private int[] side = new int[0];
  private boolean oneWay;
  private long[] burstUntilNs = new long[0];
  private long delivered;
  private Eavesdropper eavesdropper;
  private final Map<Integer, Integer> largestBytes = new HashMap<>();
  private boolean hasMulticast = true;

  Network(EventQueue time, RandomGenerator random, NetworkConditions conditions) {
    this.time = time;
    this.random = random;
    this.conditions = conditions;
  }

  void add(SimulatedServer server) {
    servers.add(server);
    side = new int[servers.size()];
    burstUntilNs = new long[servers.size()];
  }

  /** From now on somebody records, and replays. */
  void admit(Eavesdropper stranger) {
    eavesdropper = stranger;
  }

  /** What is for all goes to each of the servers, which are listed by hand, by itself (EL-15). */
  void loseMulticast() {
    hasMulticast = false;
  }

  boolean hasMulticast() {
    return hasMulticast;
  }

  void change(NetworkConditions newConditions) {
    conditions = newConditions;
  }

  /** What is longer vanishes on the way to that server, as behind a switch without jumbo frames. */
  void narrow(SimulatedServer to, int mostBytes) {
    largestBytes.put(to.index(), mostBytes);
  }

  /** Cuts the network: servers on different sides do not hear each other. */
  void partition(int[] sideOfEachServer) {
    side = sideOfEachServer.clone();
    oneWay = false;
  }

  /** Cuts the network in one direction: what side 1 sends does not reach side 0. */
  void partitionOneWay(int[] sideOfEachServer) {
    partition(sideOfEachServer);
    oneWay = true;
  }

  void heal() {
    Arrays.fill(side, 0);
  }

  /** Datagrams that reached a server so far. */
  long delivered() {
    return delivered;
  }

  void multicast(SimulatedServer from, ControlChannel channel, ByteBuffer datagram) {
    multicastSealed(from, channel, from.sealed(datagram));
  }

  /** The same for what has its seal already. */
  void multicastSealed(SimulatedServer from, ControlChannel channel, ByteBuffer datagram) {
    long laterNs = 0;
    for (SimulatedServer to : servers) {
      if (to == from) {
        if (!from.isDeaf()) {
          plan(to, ECHO_DELAY_NS, datagram);
        }
      } else if (to.channels().listensTo(channel)) {
        transmit(from, to, laterNs, datagram);
        laterNs += hasMulticast ? 0 : COPY_NS;
      }
    }
  }

  /** The same on a data channel: only who has joined it receives. */
  void multicastData(SimulatedServer from, ByteBuffer plain, Predicate<SimulatedServer> hasJoined) {
    ByteBuffer datagram = from.sealed(plain);
    long laterNs = 0;
    for (SimulatedServer to : servers) {
      if (to != from && hasJoined.test(to)) {
        transmit(from, to, laterNs, datagram);
        laterNs += hasMulticast ? 0 : COPY_NS;
      }
    }
  }

  /** Whether a connection is possible: something gets through in both directions. */
  boolean connects(SimulatedServer one, SimulatedServer other) {
    return side[one.index()] == side[other.index()];
  }

  void unicast(SimulatedServer from, PeerAddress to, ByteBuffer datagram) {
    unicastSealed(from, to, from.sealed(datagram));
  }

  /** The same for what has its seal already. */
  void unicastSealed(SimulatedServer from, PeerAddress to, ByteBuffer datagram) {
    for (SimulatedServer server : servers) {
      if (server.address().equals(to)) {
        transmit(from, server, 0, datagram);
        return;
      }
    }
  }

  private void transmit(
      SimulatedServer from, SimulatedServer to, long laterNs, ByteBuffer datagram) {
    if (eavesdropper != null) {
      ByteBuffer replayed = eavesdropper.hear(datagram);
      if (replayed != null) {
        plan(servers.get(eavesdropper.victim(servers.size())), ECHO_DELAY_NS, replayed);
      }
    }
    boolean reaches = connects(from, to) || (oneWay && side[from.index()] == 0);
    boolean fits = datagram.remaining() <= largestBytes.getOrDefault(to.index(), Integer.MAX_VALUE);
    if (!reaches || !fits || isLost(to)) {
      return;
    }
    plan(to, laterNs + delayNs(), datagram);
    if (random.nextDouble() < conditions.duplicateShare()) {
      plan(to, laterNs + delayNs(), datagram);
    }
  }

  private boolean isLost(SimulatedServer to) {
    if (time.nowNs() < burstUntilNs[to.index()]) {
      return true;
    }
    if (random.nextDouble() < conditions.burstShare()) {
      burstUntilNs[to.index()] = time.nowNs() + random.nextLong(conditions.burstNs());
      return true;
    }
    return random.nextDouble() < conditions.lossShare();
  }

  private long delayNs() {
    return random.nextLong(conditions.minDelayNs(), conditions.maxDelayNs() + 1);
  }

  private void plan(SimulatedServer to, long delayNs, ByteBuffer datagram) {
    time.after(
        delayNs,
        () -> {
          delivered++;
          to.arrive(datagram.asReadOnlyBuffer());
        });
  }
}
