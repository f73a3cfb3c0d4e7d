package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.MctpMessage;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;

/**
 * A segment in memory: virtual time, seeded loss and delay, real datagrams. Everything that happens
 * follows from the seed.
 */
final class LoopNetwork {
  static final long MS = 1_000_000L;

  private static final long MAX_STEPS = 5_000_000;

  private final Random random;
  private final Map<ServerName, LoopServer> servers = new LinkedHashMap<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong((Event event) -> event.atNs)
              .thenComparingLong(event -> event.number));
  private final List<String> transcript = new ArrayList<>();

  private double loss;
  private double duplication;
  private DropTailLink uplink;
  private boolean inOrder;
  private MctpConfig config = MctpConfig.lan();
  private long nowNs;
  private long number;
  long framesOnTheWire;
  long controlOnTheWire;

  LoopNetwork(long seed) {
    random = new Random(seed);
  }

  LoopNetwork loss(double share) {
    loss = share;
    return this;
  }

  LoopNetwork duplication(double share) {
    duplication = share;
    return this;
  }

  /** Everything that is multicast goes through this link first. */
  LoopNetwork uplink(DropTailLink link) {
    uplink = link;
    return this;
  }

  /** No datagram overtakes another on its way to the same server, as in one switch. */
  LoopNetwork inOrder() {
    inOrder = true;
    return this;
  }

  /** For servers added from now on. */
  LoopNetwork config(MctpConfig newConfig) {
    config = newConfig;
    return this;
  }

  LoopServer add(String name) {
    ServerName server = new ServerName(name);
    int number = servers.size() + 1;
    byte[] ip = {10, 0, (byte) (number >> 8), (byte) number};
    LoopServer added =
        new LoopServer(this, server, new PeerAddress(ip, 7_800), config, random.nextLong());
    servers.put(server, added);
    return added;
  }

  LoopServer get(ServerName name) {
    return servers.get(name);
  }

  Iterable<LoopServer> all() {
    return servers.values();
  }

  long nowNs() {
    return nowNs;
  }

  List<String> transcript() {
    return transcript;
  }

  /** Makes everybody follow this server from now on. */
  void lead(LoopServer leader, long epoch) {
    for (LoopServer server : servers.values()) {
      server.follow(new FollowedLeader(epoch, leader.name(), leader.address()));
    }
  }

  void multicast(LoopServer from, ByteBuffer datagram) {
    note(from, "all", datagram);
    long atNs = uplink == null ? nowNs : uplink.arrivalNs(datagram.remaining(), nowNs);
    if (atNs == DropTailLink.DROPPED) {
      return;
    }
    for (LoopServer server : servers.values()) {
      if (server != from) {
        send(server, datagram, atNs);
      }
    }
  }

  void unicast(LoopServer from, PeerAddress to, ByteBuffer datagram) {
    for (LoopServer server : servers.values()) {
      if (server.address().equals(to)) {
        note(from, server.name().value(), datagram);
        send(server, datagram, nowNs);
      }
    }
  }

  /** Does something a little later, as an adapter's thread or an agent would. */
  void later(long delayNs, Runnable action) {
    number++;
    events.add(new Event(nowNs + delayNs, number, action));
  }

  private void send(LoopServer to, ByteBuffer datagram, long leavesNs) {
    long atNs = leavesNs;
    if (to.downlink != null) {
      atNs = to.downlink.arrivalNs(datagram.remaining(), leavesNs);
      if (atNs == DropTailLink.DROPPED) {
        return;
      }
    }
    int copies = random.nextDouble() < duplication ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      if (random.nextDouble() >= Math.max(loss, to.loss())) {
        ByteBuffer arrived = ByteBuffer.allocate(datagram.remaining()).put(datagram.duplicate());
        // A switched network delays by tenths of a millisecond and does not reorder much.
        long arrivesNs = atNs + 100_000 + random.nextInt(50_000);
        if (inOrder) {
          arrivesNs = Math.max(arrivesNs, to.lastArrivalNs);
          to.lastArrivalNs = arrivesNs;
        }
        later(to.wakesAtNs(arrivesNs) - nowNs, () -> to.receive(arrived.flip()));
      }
    }
  }

  private void note(LoopServer from, String to, ByteBuffer datagram) {
    int type = DatagramHeader.peekType(datagram);
    if (type >= DatagramHeader.FIRST_DATA_TYPE) {
      framesOnTheWire++;
      transcript.add(
          from.name()
              + " -> "
              + to
              + (FrameHeader.isParity(datagram) ? " parity " : " frame ")
              + FrameHeader.frame(datagram)
              + " of pass "
              + FrameHeader.pass(datagram));
      return;
    }
    controlOnTheWire++;
    WireReader in = new WireReader(datagram);
    MctpMessage message = MctpMessage.read(DatagramHeader.read(in).type(), in);
    transcript.add(from.name() + " -> " + to + " " + Transcript.line(message));
  }

  /** Runs until nothing is left to do or the time is over. */
  void runFor(long durationNs) {
    long endNs = nowNs + durationNs;
    long steps = 0;
    while (true) {
      if (++steps > MAX_STEPS) {
        throw new AssertionError("time does not go on at " + nowNs + " ns: " + lastLines());
      }
      long nextNs = events.isEmpty() ? Long.MAX_VALUE : events.peek().atNs;
      LoopServer ticking = null;
      for (LoopServer server : servers.values()) {
        if (server.nextDeadlineNs() < nextNs) {
          nextNs = server.nextDeadlineNs();
          ticking = server;
        }
      }
      if (nextNs > endNs) {
        nowNs = endNs;
        return;
      }
      nowNs = Math.max(nowNs, nextNs);
      if (ticking != null) {
        ticking.tick();
      } else {
        events.remove().action.run();
      }
    }
  }

  private List<String> lastLines() {
    return transcript.subList(Math.max(0, transcript.size() - 20), transcript.size());
  }

  private record Event(long atNs, long number, Runnable action) {}
}
