package org.contentmover.core.guard;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.ControlCarrier;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.FrameType;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireWriter;

/** One life of a guarded server on a wire that keeps recordings. */
final class GuardedServer implements ControlCarrier {
  static final SegmentName SEGMENT = new SegmentName("boston");
  static final int SOME_TYPE = 2;

  final ServerName name;
  final PeerAddress address;
  final long incarnation;
  final SegmentGuard guard;
  final Wire wire;

  /** What reached the machines, as they read it. */
  final List<byte[]> accepted = new ArrayList<>();

  /** A network without loss, and with a memory. */
  static final class Wire {
    final List<GuardedServer> servers = new ArrayList<>();
    final List<byte[]> recorded = new ArrayList<>();
    final Queue<Runnable> underWay = new ArrayDeque<>();
    long nowNs;

    void deliver(GuardedServer to, byte[] datagram) {
      recorded.add(datagram);
      underWay.add(() -> to.receive(datagram.clone()));
    }

    /** Delivers what is under way, and what that causes. */
    void settle() {
      while (!underWay.isEmpty()) {
        underWay.poll().run();
      }
    }

    /** Time passes; whatever is due happens. */
    void pass(long byNs) {
      long untilNs = nowNs + byNs;
      while (true) {
        long nextNs = Long.MAX_VALUE;
        for (GuardedServer server : servers) {
          nextNs = Math.min(nextNs, server.guard.nextDeadlineNs());
        }
        if (nextNs > untilNs) {
          break;
        }
        nowNs = Math.max(nowNs, nextNs);
        for (GuardedServer server : List.copyOf(servers)) {
          if (server.guard.nextDeadlineNs() <= nowNs) {
            server.guard.onTimer(nowNs);
            settle();
          }
        }
      }
      nowNs = untilNs;
    }
  }

  GuardedServer(String name, int port, KeyRing ring, Wire wire, Random random) {
    this.name = new ServerName(name);
    this.address = new PeerAddress(new byte[] {10, 1, 1, 1}, port);
    this.incarnation = random.nextLong();
    this.wire = wire;
    this.guard = new SegmentGuard(SEGMENT, this.name, address, incarnation, ring, random, this);
    wire.servers.add(this);
    guard.start(wire.nowNs);
  }

  /** The process dies. */
  void die() {
    wire.servers.remove(this);
  }

  @Override
  public void multicastControl(ByteBuffer datagram) {
    byte[] bytes = bytes(datagram);
    for (GuardedServer server : List.copyOf(wire.servers)) {
      wire.deliver(server, bytes);
    }
  }

  @Override
  public void unicast(PeerAddress to, ByteBuffer datagram) {
    byte[] bytes = bytes(datagram);
    for (GuardedServer server : List.copyOf(wire.servers)) {
      if (server.address.equals(to)) {
        wire.deliver(server, bytes);
      }
    }
  }

  void receive(byte[] datagram) {
    ByteBuffer buffer = ByteBuffer.wrap(datagram);
    if (guard.open(buffer, wire.nowNs)) {
      accepted.add(bytes(buffer));
    }
  }

  /** A control message as a machine writes it. */
  ByteBuffer message(String text) {
    return message(SOME_TYPE, text);
  }

  ByteBuffer message(int type, String text) {
    WireWriter out = new WireWriter(DatagramHeader.MAX_DATAGRAM_BYTES);
    new DatagramHeader(type, DatagramHeader.segmentKey(SEGMENT), incarnation, name).write(out);
    return out.text(text).finish();
  }

  /** A data frame as a machine writes it, with room for the seal. */
  static ByteBuffer frame(int number, int payloadBytes) {
    ByteBuffer frame =
        ByteBuffer.allocate(FrameHeader.BYTES + payloadBytes + SegmentGuard.FRAME_OVERHEAD_BYTES);
    FrameHeader.write(frame, FrameType.DATA, 77, 5, 1, number, payloadBytes);
    for (int i = 0; i < payloadBytes; i++) {
      frame.put((byte) (number + i));
    }
    return frame.flip();
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  long refused(GuardRefusal reason) {
    return counter("guard.refused." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  long counter(String counter) {
    SortedMap<String, Long> counters = new TreeMap<>();
    guard.addCounters(counters);
    return counters.get(counter);
  }
}
