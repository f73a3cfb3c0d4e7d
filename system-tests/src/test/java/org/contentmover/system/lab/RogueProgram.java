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
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.guard.KeyRing;
import org.contentmover.core.guard.SegmentGuard;
import org.contentmover.core.guard.SegmentKey;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.ControlCarrier;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * Somebody who wants to lead a segment, or to ruin it, and keeps none of its rules. With a key he
 * seals what he says, and answers who asks who he is.
 *
 * <p>Arguments: the address to send from, his name, the file of his key or "none", and what he says
 * all the time; ends when he is killed:
 *
 * <ul>
 *   <li>{@code claims}: claims with the highest priority;
 *   <li>{@code everything}: contests too, says that he leads and that the leader has resigned;
 *   <li>{@code contests}: contests the first leadership of the first host;
 *   <li>{@code never}: registers as a server that never leads, and a while later says that he leads
 *       and contests;
 *   <li>{@code far}: names the highest epoch in messages of every kind.
 * </ul>
 */
final class RogueProgram {
  private static final int LEADER_ALIVE = 1;
  private static final int LEADER_CLAIM = 2;
  private static final int RESIGN = 3;
  private static final int FLOOR_NOTICE = 4;
  private static final int REGISTER = 6;
  private static final int HEARING_QUESTION = 10;
  private static final int HEARING_ANSWER = 11;
  private static final int NEVER_LEADS = 255;
  private static final int HIGHEST_PRIORITY = 100;
  private static final long FAR_AHEAD = 1_000;

  /** So often he registers before he says more. */
  private static final int REGISTERED = 150;

  private static final int INTERVAL_MS = 20;
  private static final int INTERVAL_US = 100_000;
  private static final int MAX_BYTES = 2_048;

  private final MulticastSocket socket;
  private final PeerAddress address;
  private final String name;
  private final String says;
  private final long life = new SecureRandom().nextLong();
  private final SegmentGuard guard;
  private long said;

  private RogueProgram(MulticastSocket socket, InetAddress own, String[] arguments)
      throws IOException {
    this.socket = socket;
    address = new PeerAddress(own.getAddress(), socket.getLocalPort());
    name = arguments[1];
    says = arguments[3];
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

  /** The guard answers who asks who he is, he himself who asks whether he hears (EL-17). */
  private void answer(DatagramSocket from) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
    try {
      from.receive(packet);
      byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
      ByteBuffer datagram = ByteBuffer.wrap(bytes);
      if (guard.open(datagram, System.nanoTime())) {
        sayThatHeHears(new WireReader(datagram));
      }
    } catch (SocketTimeoutException e) {
      return;
    }
  }

  private void sayThatHeHears(WireReader in) {
    DatagramHeader header = DatagramHeader.read(in);
    if (header != null && header.type() == HEARING_QUESTION) {
      long number = in.i64();
      guard.unicast(in.address(), begin(HEARING_ANSWER, name).i64(number).finish());
    }
  }

  private void speak() {
    said++;
    switch (says) {
      case "claims":
        claim(0, 0);
        break;
      case "everything":
        claim(0, 0);
        claim(1, 0);
        alive(FAR_AHEAD + said);
        say(begin(RESIGN, LabSegment.name(1)).i64(1));
        break;
      case "contests":
        claim(1, 0);
        break;
      case "never":
        register();
        if (said > REGISTERED) {
          alive(1);
          claim(1, 0);
        }
        break;
      case "far":
        claim(0, LeadershipFloor.MAX_EPOCH);
        alive(LeadershipFloor.MAX_EPOCH);
        say(begin(RESIGN, name).i64(LeadershipFloor.MAX_EPOCH));
        say(begin(FLOOR_NOTICE, name).i64(LeadershipFloor.MAX_EPOCH).name(name));
        break;
      default:
        throw new IllegalArgumentException("nobody says " + says);
    }
  }

  /** Contests that leadership of the first host, and has accepted that one of his own. */
  private void claim(long contestedEpoch, long floorEpoch) {
    WireWriter claim = begin(LEADER_CLAIM, name).u8(HIGHEST_PRIORITY).i64(contestedEpoch);
    if (contestedEpoch > 0) {
      claim.name(LabSegment.name(1));
    }
    claim.i64(floorEpoch);
    if (floorEpoch > 0) {
      claim.name(name);
    }
    say(claim.address(address));
  }

  private void alive(long epoch) {
    say(
        begin(LEADER_ALIVE, name)
            .i64(epoch)
            .u8(HIGHEST_PRIORITY)
            .i64(said)
            .u32(INTERVAL_US)
            .address(address)
            .text("http://rogue")
            .i64(0)
            .u8(0)
            .u8(0)
            .u8(0));
  }

  private void register() {
    say(
        begin(REGISTER, name)
            .i64(1)
            .i64(said)
            .u16(0)
            .u16(1)
            .u8(2)
            .u8(NEVER_LEADS)
            .address(address)
            .text("http://rogue")
            .i64(0)
            .u16(1)
            .u16(0)
            .i64(0)
            .text("UTC")
            .text("")
            .u16(0)
            .u32(0));
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
