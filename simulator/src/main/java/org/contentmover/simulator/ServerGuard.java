package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;
import org.contentmover.core.guard.SegmentGuard;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.mctp.ControlCarrier;
import org.contentmover.core.segment.ControlChannel;
import org.contentmover.core.segment.MemberIdentity;

/**
 * The edge of a simulated server: what seals and opens its datagrams, anew in each of its lives.
 */
final class ServerGuard {
  private final SimulatedServer server;
  private final EventQueue time;
  private final Network network;
  private final SimulatedKeys keys;
  private final MemberFactory factory;
  private SegmentGuard guard;
  private GuardInvariants invariants;

  ServerGuard(
      SimulatedServer server,
      EventQueue time,
      Network network,
      SimulatedKeys keys,
      MemberFactory factory) {
    this.server = server;
    this.time = time;
    this.network = network;
    this.keys = keys;
    this.factory = factory;
  }

  /** Another life of the server begins. */
  void start(MemberIdentity identity) {
    invariants = new GuardInvariants(identity.server());
    guard =
        new SegmentGuard(
            identity.segment(),
            identity.server(),
            identity.address(),
            identity.incarnation(),
            keys.ring(server.index(), time.nowNs()),
            // Of its own: what a server draws besides must not depend on keys.
            new SeededRandom(identity.incarnation()),
            new SealedWay());
    guard.start(server.nowNs());
  }

  /** What a datagram says, in a buffer of its own; null when the guard does not let it in. */
  ByteBuffer opened(ByteBuffer datagram) {
    // Several servers read one datagram, and taking a seal off changes it.
    ByteBuffer own =
        GuardInvariants.isSealed(datagram)
            ? ByteBuffer.allocate(datagram.remaining()).put(datagram.duplicate()).flip()
            : datagram;
    if (!factory.admits(guard, own, server.nowNs())) {
      return null;
    }
    if (keys.resistsReplay()) {
      invariants.onTaken(datagram, keys.ring(server.index(), time.nowNs()));
    }
    return own;
  }

  int controlOverheadBytes() {
    return guard.controlOverheadBytes();
  }

  /** A datagram as it travels. */
  ByteBuffer sealed(ByteBuffer datagram) {
    return guard.sealed(datagram);
  }

  /** Takes the keys that this server has by now. */
  void takeKeys() {
    guard.change(keys.ring(server.index(), time.nowNs()), server.nowNs());
  }

  void onTimer() {
    guard.onTimer(server.nowNs());
  }

  long nextDeadlineNs() {
    return guard.nextDeadlineNs();
  }

  /** What was counted in this life. */
  long counter(String counter) {
    SortedMap<String, Long> counters = new TreeMap<>();
    guard.addCounters(counters);
    return counters.get(counter);
  }

  /** How the guard's own datagrams travel. */
  private final class SealedWay implements ControlCarrier {
    @Override
    public void multicastControl(ByteBuffer datagram) {
      for (ControlChannel channel : server.channels().sending()) {
        network.multicastSealed(server, channel, datagram);
      }
    }

    @Override
    public void unicast(PeerAddress to, ByteBuffer datagram) {
      network.unicastSealed(server, to, datagram);
    }
  }
}
