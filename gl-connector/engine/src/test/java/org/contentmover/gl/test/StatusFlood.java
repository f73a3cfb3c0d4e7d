package org.contentmover.gl.test;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.MissingPart;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.Status;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireWriter;

/** Floods a control channel with statuses that could be true, in the names of some servers. */
public final class StatusFlood implements AutoCloseable {
  private static final int BATCH = 64;
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private final Thread thread = new Thread(this::run, "status flood");
  private final AtomicLong sent = new AtomicLong();
  private final InetAddress from;
  private final InetSocketAddress channel;
  private final List<byte[]> datagrams;
  private final long perSecond;
  private volatile boolean ended;

  private StatusFlood(
      InetAddress from, InetSocketAddress channel, List<byte[]> datagrams, long perSecond) {
    this.from = from;
    this.channel = channel;
    this.datagrams = datagrams;
    this.perSecond = perSecond;
  }

  /** Begins to flood until it is closed. */
  public static StatusFlood begin(
      InetAddress from,
      InetSocketAddress channel,
      AssignmentId assignment,
      long epoch,
      List<String> servers,
      long perSecond) {
    List<byte[]> datagrams =
        servers.stream().map(server -> status(server, assignment, epoch)).toList();
    StatusFlood flood = new StatusFlood(from, channel, datagrams, perSecond);
    flood.thread.start();
    return flood;
  }

  private static byte[] status(String server, AssignmentId assignment, long epoch) {
    MissingPart missing = new MissingPart(0, 1, 0, 10, List.of(new FrameRange(2, 3)));
    PeerAddress nowhere = new PeerAddress(new byte[] {127, 0, 0, 1}, 9);
    WireWriter out = new WireWriter(DatagramHeader.MAX_DATAGRAM_BYTES);
    new DatagramHeader(
            Status.TYPE,
            DatagramHeader.segmentKey(new SegmentName("boston")),
            1,
            new ServerName(server))
        .write(out);
    new Status(assignment, epoch, nowhere, 1, ReceiverState.RECEIVING, 3, 0, missing, "")
        .write(out);
    ByteBuffer datagram = out.finish();
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    return bytes;
  }

  /** How many statuses were sent. */
  public long sent() {
    return sent.get();
  }

  private void run() {
    try (MulticastSocket socket = new MulticastSocket(new InetSocketAddress(from, 0))) {
      socket.setNetworkInterface(
          NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()));
      socket.setTimeToLive(1);
      long beginNs = System.nanoTime();
      while (!ended) {
        for (int i = 0; i < BATCH; i++) {
          byte[] bytes = datagrams.get((int) (sent.getAndIncrement() % datagrams.size()));
          socket.send(new DatagramPacket(bytes, bytes.length, channel));
        }
        long dueNs = beginNs + sent.get() * NS_PER_SECOND / perSecond;
        LockSupport.parkNanos(dueNs - System.nanoTime());
      }
    } catch (IOException e) {
      throw new IllegalStateException("the flood cannot be sent", e);
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
