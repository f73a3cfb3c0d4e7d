package org.contentmover.gl.bare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.SegmentPorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process of a leader is stopped in the middle of a transfer and goes on ten seconds later
 * (EL-6): it doubts itself, what it says of its old leadership is refused and counted, and
 * everybody follows one leader.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class StoppedLeaderTest {
  private static final int FILE_BYTES = 4_000_000;

  /** The control channel of processes that are told no other. */
  private static final String GROUP = "239.255.45.1";

  private static final int LEADER_ALIVE = 1;

  @TempDir Path root;
  private final List<MemberProcess> members = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (MemberProcess member : members) {
      member.kill();
    }
  }

  @Test
  void shouldNotLeadOnAfterTenSecondsOfStandstill() throws Exception {
    Path file = Files.write(root.resolve("assignment"), new byte[FILE_BYTES]);
    int port = SegmentPorts.nextPair();
    MemberProcess leader =
        start("boston-1", 90, port, "--rate", "100000", "--distribute", file.toString());
    MemberProcess second = start("boston-2", 60, port);
    MemberProcess third = start("boston-3", 30, port);
    Await.until(() -> "offered: " + second.lines(), () -> second.said(" OFFERED "));
    Await.until(() -> "offered: " + third.lines(), () -> third.said(" OFFERED "));
    byte[] heartbeat = heartbeatOf("boston-1", port);
    String before = third.leadership();
    assertTrue(before.contains("leader=boston-1"), before);

    leader.signal("STOP");
    Await.until(
        () -> "the next best leads: " + third.lines(),
        () -> third.leadership().contains("leader=boston-2"));
    assertFalse(third.endsWithin(10), "nobody ends meanwhile");
    String during = third.leadership();
    leader.signal("CONT");

    Await.until(
        () -> "follows as the others do: " + leader.lines(),
        () -> leader.leadership().equals(third.leadership()));
    assertEquals(during, third.leadership(), "its standstill is nobody else's business");
    assertTrue(leader.counter("election.standstills") > 0, "it doubted itself");
    // What of its old leadership is still under way arrives now.
    long refusedBefore = refused(third);
    sendToAll(heartbeat, port);
    Await.until(
        () -> "refused and counted: " + third.lines(), () -> refused(third) > refusedBefore);
    assertFalse(third.leadership().contains("epoch=1"), third.leadership());
  }

  private static long refused(MemberProcess member) {
    try {
      return member.counter("control.ignored.stale-epoch");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next heartbeat of that server, as it goes over the network. */
  private static byte[] heartbeatOf(String server, int port) throws IOException {
    byte[] name = server.getBytes(StandardCharsets.US_ASCII);
    InetSocketAddress group = new InetSocketAddress(GROUP, port);
    try (MulticastSocket socket = new MulticastSocket(group)) {
      socket.setSoTimeout(30_000);
      socket.joinGroup(group, loopback());
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[1_400], 1_400);
        socket.receive(packet);
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        if (bytes[2] == LEADER_ALIVE
            && Arrays.equals(name, Arrays.copyOfRange(bytes, 21, 21 + name.length))) {
          return bytes;
        }
      }
    }
  }

  private static void sendToAll(byte[] datagram, int port) throws IOException {
    try (MulticastSocket socket = new MulticastSocket()) {
      socket.setNetworkInterface(loopback());
      socket.setTimeToLive(0);
      socket.send(
          new DatagramPacket(datagram, datagram.length, new InetSocketAddress(GROUP, port)));
    }
  }

  private static NetworkInterface loopback() throws IOException {
    return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
  }

  private MemberProcess start(String name, int priority, int port, String... more)
      throws IOException {
    MemberProcess member =
        MemberProcess.start(
            root, name, priority, port, List.of("boston-1", "boston-2", "boston-3"), more);
    members.add(member);
    return member;
  }
}
