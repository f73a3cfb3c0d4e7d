package org.contentmover.system.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.contentmover.core.guard.KeyRing;
import org.contentmover.core.guard.SegmentGuard;
import org.contentmover.core.guard.SegmentKey;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.ControlCarrier;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireWriter;

/**
 * Somebody who wants to lead a segment and keeps none of its rules: claims with the highest
 * priority all the time, and, when told to, says that he leads and that the leader has resigned.
 * With a key he seals what he says, and answers who asks who he is.
 *
 * <p>Arguments: the address to send from, his name, the file of his key or "none", and "claims" or
 * "everything". Ends when he is killed.
 */
final class RogueProgram {
  private static final int LEADER_ALIVE = 1;
  private static final int LEADER_CLAIM = 2;
  private static final int RESIGN = 3;
  private static final int HIGHEST_PRIORITY = 100;
  private static final long FAR_AHEAD = 1_000;
  private static final int INTERVAL_MS = 20;
  private static final int INTERVAL_US = 100_000;
  private static final int MAX_BYTES = 2_048;

  private final MulticastSocket socket;
  private final PeerAddress address;
  private final String name;
  private final boolean everything;
  private final long life = new SecureRandom().nextLong();
  private final SegmentGuard guard;
  private long said;

  private RogueProgram(MulticastSocket socket, InetAddress own, String[] arguments)
      throws IOException {
    this.socket = socket;
    address = new PeerAddress(own.getAddress(), socket.getLocalPort());
    name = arguments[1];
    everything = arguments[3].equals("everything");
    guard =
        new SegmentGuard(
            new SegmentName("boston"),
            new ServerName(name),
            address,
            life,
            ring(arguments[2]),
            new SecureRandom(),
            new Network());
  }

  public static void main(String[] arguments) throws IOException {
    InetAddress own = InetAddress.getByName(arguments[0]);
    try (MulticastSocket socket = new MulticastSocket(new InetSocketAddress(own, 0))) {
      socket.setNetworkInterface(NetworkInterface.getByInetAddress(own));
      socket.setSoTimeout(INTERVAL_MS);
      new RogueProgram(socket, own, arguments).run();
    }
  }

  private static KeyRing ring(String file) throws IOException {
    if (file.equals("none")) {
      return KeyRing.OPEN;
    }
    String[] words = Files.readString(Path.of(file)).trim().split(" ");
    int id = Integer.parseInt(words[0]);
    return KeyRing.sealing(id, new SegmentKey(id, HexFormat.of().parseHex(words[1])));
  }

  private void run() throws IOException {
    guard.start(System.nanoTime());
    long nextNs = System.nanoTime();
    while (true) {
      answer(socket);
      if (System.nanoTime() - nextNs >= 0) {
        nextNs = System.nanoTime() + INTERVAL_MS * 1_000_000L;
        speak();
      }
      guard.onTimer(System.nanoTime());
    }
  }

  /** The guard answers questions; what else comes does not matter. */
  private void answer(DatagramSocket from) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
    try {
      from.receive(packet);
      byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
      guard.open(ByteBuffer.wrap(bytes), System.nanoTime());
    } catch (SocketTimeoutException e) {
      return;
    }
  }

  private void speak() {
    said++;
    say(begin(LEADER_CLAIM, name).u8(HIGHEST_PRIORITY).i64(0).i64(0).address(address));
    if (everything) {
      say(
          begin(LEADER_CLAIM, name)
              .u8(HIGHEST_PRIORITY)
              .i64(1)
              .name(LabSegment.name(1))
              .i64(0)
              .address(address));
      say(
          begin(LEADER_ALIVE, name)
              .i64(FAR_AHEAD + said)
              .u8(HIGHEST_PRIORITY)
              .i64(said)
              .u32(INTERVAL_US)
              .address(address)
              .text("http://rogue")
              .i64(0)
              .u8(0)
              .u8(0)
              .u8(0));
      say(begin(RESIGN, LabSegment.name(1)).i64(1));
    }
  }

  private WireWriter begin(int type, String sender) {
    WireWriter out = new WireWriter(DatagramHeader.MAX_DATAGRAM_BYTES);
    long segment = DatagramHeader.segmentKey(new SegmentName("boston"));
    new DatagramHeader(type, segment, life, new ServerName(sender)).write(out);
    return out;
  }

  private void say(WireWriter message) {
    guard.multicastControl(message.finish());
  }

  /** Sends as it is told. */
  private final class Network implements ControlCarrier {
    @Override
    public void multicastControl(ByteBuffer datagram) {
      send(datagram, new InetSocketAddress(LabSegment.CONTROL_GROUP, LabSegment.CONTROL_PORT));
    }

    @Override
    public void unicast(PeerAddress to, ByteBuffer datagram) {
      try {
        send(datagram, new InetSocketAddress(InetAddress.getByAddress(to.ip()), to.port()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private void send(ByteBuffer datagram, InetSocketAddress to) {
      byte[] bytes = new byte[datagram.remaining()];
      datagram.get(bytes);
      try {
        socket.send(new DatagramPacket(bytes, bytes.length, to));
      } catch (IOException e) {
        throw new IllegalStateException("the rogue cannot speak", e);
      }
    }
  }
}
