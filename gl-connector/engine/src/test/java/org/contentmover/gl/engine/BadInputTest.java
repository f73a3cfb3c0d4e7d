package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.FrameType;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.Orders;
import org.contentmover.gl.test.SegmentPorts;
import org.contentmover.gl.test.TappedCarriers;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stranger's socket sends what no member would send, to the channels and addresses of a segment
 * of three: nothing changes, and each is counted where docs/protocol says. What it sends is made of
 * what the members said to each other.
 */
class BadInputTest {
  private static final int PAYLOAD_BYTES = 1_376;
  private static final int COPIES = 20;

  /** UDP may lose some of what is sent on a busy host. */
  private static final int ENOUGH = COPIES / 2;

  private static final int HUGE_BYTES = 60_000;

  /** Types of what the members of a segment say when a leader is elected and a file is sent. */
  private static final int[] SAID_BY_MEMBERS = {1, 2, 5, 6, 7, 32, 33, 34, 36, 37, 38};

  private static final ServerName STRANGER = new ServerName("boston-9");

  private final int port = SegmentPorts.nextPair();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final TappedCarriers tap = new TappedCarriers();
  private final List<TestServer> servers = new ArrayList<>();
  private MulticastSocket stranger;
  @TempDir Path root;

  @BeforeEach
  void aSegmentOfThree() throws Exception {
    stranger = new MulticastSocket();
    stranger.setNetworkInterface(
        NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()));
    for (int i = 1; i <= 3; i++) {
      TestServer server = new TestServer("boston-" + i, root, port, 140 - 40 * i, tap);
      servers.add(server);
      server.join();
    }
    Await.until("boston-1 leads all", () -> servers.get(0).members().size() == 3);
    for (TestServer server : servers) {
      Await.until(
          server.name() + " knows all", () -> server.members().size() == 3 || !leads(server));
    }
  }

  @AfterEach
  void leave() {
    servers.forEach(TestServer::close);
    stranger.close();
  }

  private static boolean leads(TestServer server) {
    return server.leadership().role() == Role.LEADER;
  }

  @Test
  void shouldCountTruncatedMessagesOfEveryTypeOnEveryChannel() throws Exception {
    transfer(servers.get(0), 100_000, "boston-2", "boston-3");
    List<byte[]> messages = oneOfEachControlType();
    final Leadership before = servers.get(1).leadership();
    final long malformedBefore = malformed(servers.get(1));
    int sent = 0;
    for (byte[] message : messages) {
      int headerBytes = headerBytes(message);
      for (int bytes : new int[] {message.length - 1, (headerBytes + message.length) / 2, 15}) {
        if (bytes < message.length) {
          toEverybody(Arrays.copyOf(message, bytes));
          sent++;
        }
      }
    }
    // Each comes three times: on the control channel, the data channel, and by unicast.
    int enough = sent * 3 / 2;
    Await.until(
        () -> malformed(servers.get(1)) - malformedBefore + " of " + enough + ": " + counters(1),
        () -> malformed(servers.get(1)) - malformedBefore >= enough);
    assertEquals(before, servers.get(1).leadership());
    assertEquals(List.of("boston-1", "boston-2", "boston-3"), servers.get(0).members());
    transfer(servers.get(0), 50_000, "boston-2", "boston-3");
  }

  /** An old LA of a stronger server would begin a vote: that takes a key to prevent (EL-7). */
  @Test
  void shouldRefuseWhatWasSaidUnderEarlierLeadersInAnyOrderAndAnySize() throws Exception {
    transfer(servers.get(0), 100_000, "boston-2", "boston-3");
    servers.get(0).connector().leave();
    Await.until("boston-2 leads", () -> servers.get(1).members().size() == 2);
    servers.get(0).join();
    Await.until("boston-2 leads three", () -> servers.get(1).members().size() == 3);
    transfer(servers.get(1), 90_000, "boston-1", "boston-3");
    servers.get(1).connector().leave();
    TestServer leader = servers.get(0);
    TestServer member = servers.get(2);
    Await.until("boston-1 leads", () -> leads(leader) && leader.members().size() == 2);

    final Leadership before = leader.leadership();
    final long staleAtLeader = stale(leader);
    final long staleAtMember = stale(member);
    List<byte[]> old = new ArrayList<>(tap.sent());
    old.removeIf(datagram -> isOfEpochOf(datagram, before));
    Collections.reverse(old);
    TreeMap<Integer, byte[]> oneOfEach = new TreeMap<>();
    for (byte[] datagram : old) {
      toEverybody(datagram);
      oneOfEach.put(TappedCarriers.type(datagram), datagram);
    }
    assertTrue(oneOfEach.size() > 10, "recorded: " + oneOfEach.keySet());
    for (byte[] datagram : oneOfEach.values()) {
      toEverybody(Arrays.copyOf(datagram, HUGE_BYTES));
    }
    Await.until(
        () -> "stale at the leader: " + counters(0), () -> stale(leader) - staleAtLeader >= ENOUGH);
    Await.until(
        () -> "stale at the member: " + counters(2), () -> stale(member) - staleAtMember >= ENOUGH);
    transfer(leader, 50_000, "boston-3");
    assertEquals(before, leader.leadership());
    assertEquals(List.of("boston-1", "boston-3"), leader.members());
    assertEquals(before.epoch(), member.leadership().epoch());
  }

  @Test
  void shouldCountMessagesOfUnknownTypesHoweverLarge() throws Exception {
    final long control = counter(1, "control.ignored.unknown-type");
    final long mctp = counter(1, "mctp.ignored.unknown-type");
    for (int i = 0; i < COPIES; i++) {
      toEverybody(Arrays.copyOf(fromStranger(23, new byte[100]), HUGE_BYTES));
      toEverybody(Arrays.copyOf(fromStranger(63, new byte[100]), HUGE_BYTES));
      toEverybody(Arrays.copyOf(frame(255, 1, 0, 1, 100), HUGE_BYTES));
    }
    awaitCounted("control.ignored.unknown-type", control);
    Await.until(
        () -> "both of them: " + counters(1),
        () -> counter(1, "mctp.ignored.unknown-type") - mctp >= 2 * ENOUGH);
    transfer(servers.get(0), 50_000, "boston-2", "boston-3");
  }

  @Test
  void shouldCountFramesThatFitNoSessionAndReceiveTheFile() throws Exception {
    byte[] content = content(2 << 20);
    Path file = Files.write(root.resolve("assignment"), content);
    servers
        .get(0)
        .connector()
        .distribute(Orders.of(UUID.randomUUID(), content, 1_000_000, "boston-2", "boston-3"), file);
    Await.until("frames come", () -> counter(1, "mctp.frames.received") > 20);
    ByteBuffer real = ByteBuffer.wrap(tap.sent(FrameType.DATA.code()).get(0));
    final long key = FrameHeader.sessionKey(real);
    final int epoch = FrameHeader.epochBits(real);
    final int frames = content.length / PAYLOAD_BYTES + 1;
    final int last = frames - 1;

    countsFrames("unknown-session", frame(FrameType.DATA.code(), key + 1, epoch, 0, PAYLOAD_BYTES));
    countsFrames("stale-epoch", frame(FrameType.DATA.code(), key + 1, epoch - 1, 0, PAYLOAD_BYTES));
    countsFrames("beyond-size", frame(FrameType.DATA.code(), key, epoch, frames, PAYLOAD_BYTES));
    countsFrames(
        "beyond-size", frame(FrameType.DATA.code(), key, epoch, 2_000_000_000, PAYLOAD_BYTES));
    countsFrames("wrong-length", frame(FrameType.DATA.code(), key, epoch, last, PAYLOAD_BYTES));
    countsFrames("wrong-length", frame(FrameType.DATA.code(), key, epoch, last - 1, 1));
    byte[] whole = frame(FrameType.DATA.code(), key, epoch, last - 1, PAYLOAD_BYTES);
    countsFrames("wrong-length", Arrays.copyOf(whole, whole.length - 1));
    countsFrames("wrong-length", Arrays.copyOf(whole, HUGE_BYTES));
    countsFrames("malformed", frame(FrameType.DATA.code(), key, epoch, -1, PAYLOAD_BYTES));
    countsFrames("too-short", Arrays.copyOf(whole, FrameHeader.BYTES - 1));

    assertEquals(0, servers.get(1).agent().received.size(), "it came while the file was sent");
    for (TestServer server : servers.subList(1, 3)) {
      Await.until(server.name() + " has it", () -> !server.agent().received.isEmpty());
      assertArrayEquals(content, server.received(), server.name() + ", seed " + seed);
    }
    assertEquals(0, counter(1, "mctp.hash.mismatches"));
  }

  private void countsFrames(String reason, byte[] datagram) throws IOException {
    String counter = "mctp.ignored." + reason;
    long before = counter(1, counter);
    for (int i = 0; i < COPIES; i++) {
      send(datagram, new InetSocketAddress("239.255.45.6", port + 1));
    }
    awaitCounted(counter, before);
  }

  private void awaitCounted(String counter, long before) {
    Await.until(
        () -> counter + " was " + before + ": " + counters(1),
        () -> counter(1, counter) - before >= ENOUGH);
  }

  /** One datagram of every type that members sent, and of those they had no reason to, renamed. */
  private List<byte[]> oneOfEachControlType() {
    for (int type : SAID_BY_MEMBERS) {
      Await.until("a message of type " + type, () -> !tap.sent(type).isEmpty());
    }
    TreeMap<Integer, byte[]> byType = new TreeMap<>();
    byte[] epoch = {0, 0, 0, 0, 0, 0, 0, 9};
    byte[] address = {4, 127, 0, 0, 1, 1, 1};
    for (int type : new int[] {3, 8, 9}) {
      byType.put(type, fromStranger(type, epoch));
    }
    byte[] floor = ByteBuffer.allocate(10).put(epoch).put((byte) 1).put((byte) 'a').array();
    byType.put(4, fromStranger(4, floor));
    byte[] wanted = ByteBuffer.allocate(31).put(new byte[16]).put(epoch).put(address).array();
    byType.put(39, fromStranger(39, wanted));
    byte[] request = ByteBuffer.allocate(33).put(new byte[16]).put(epoch).put((byte) 1).array();
    byType.put(35, fromStranger(35, request));
    for (byte[] datagram : tap.sent()) {
      int type = TappedCarriers.type(datagram);
      if (type < DatagramHeader.FIRST_DATA_TYPE) {
        byte[] body = Arrays.copyOfRange(datagram, headerBytes(datagram), datagram.length);
        byType.put(type, fromStranger(type, body));
      }
    }
    return List.copyOf(byType.values());
  }

  private static int headerBytes(byte[] datagram) {
    int nameAt = 20;
    return nameAt + 1 + datagram[nameAt];
  }

  private byte[] fromStranger(int type, byte[] body) {
    WireReader in = new WireReader(ByteBuffer.wrap(tap.sent(1).get(0)));
    WireWriter out = new WireWriter(headerBytes(tap.sent(1).get(0)) + body.length + 64);
    new DatagramHeader(type, DatagramHeader.read(in).segmentKey(), 4711, STRANGER).write(out);
    ByteBuffer datagram = out.bytes(body).finish();
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    return bytes;
  }

  private static byte[] frame(int type, long key, int epoch, int frame, int payloadBytes) {
    ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + payloadBytes);
    FrameHeader.write(datagram, FrameType.DATA, key, epoch, 1, frame, payloadBytes);
    datagram.put(2, (byte) type);
    return datagram.array();
  }

  /** Messages name their epoch first, or behind the 16 bytes of an assignment. */
  private static boolean isOfEpochOf(byte[] datagram, Leadership leadership) {
    int type = TappedCarriers.type(datagram);
    if (type == 2 || type == 4 || type == 5) {
      return false; // claims, notices and self-checks are of no epoch
    }
    if (type >= DatagramHeader.FIRST_DATA_TYPE) {
      return FrameHeader.epochBits(ByteBuffer.wrap(datagram)) == (int) leadership.epoch();
    }
    int at = headerBytes(datagram) + (type >= DatagramHeader.FIRST_TRANSFER_TYPE ? 16 : 0);
    return ByteBuffer.wrap(datagram).getLong(at) == leadership.epoch();
  }

  private void toEverybody(byte[] datagram) throws IOException {
    send(datagram, new InetSocketAddress("239.255.45.5", port));
    send(datagram, new InetSocketAddress("239.255.45.6", port + 1));
    for (InetSocketAddress address : tap.addresses()) {
      send(datagram, address);
    }
  }

  private void send(byte[] datagram, InetSocketAddress to) throws IOException {
    stranger.send(new DatagramPacket(datagram, datagram.length, to));
  }

  private long malformed(TestServer server) {
    return server.counter("control.ignored.malformed") + server.counter("mctp.ignored.malformed");
  }

  private long stale(TestServer server) {
    return server.counter("control.ignored.stale-epoch")
        + server.counter("mctp.ignored.stale-epoch");
  }

  private long counter(int server, String counter) {
    return Math.max(0, servers.get(server).counter(counter));
  }

  private String counters(int server) {
    return servers.get(server).connector().segment().counters().toString();
  }

  private void transfer(TestServer leader, int sizeBytes, String... participants) throws Exception {
    byte[] content = content(sizeBytes);
    Path file = Files.write(root.resolve("content-" + sizeBytes), content);
    UUID id = UUID.randomUUID();
    leader.connector().distribute(Orders.of(id, content, 10_000_000, participants), file);
    for (TestServer server : servers) {
      if (List.of(participants).contains(server.name())) {
        Await.until(
            () -> server.name() + " has it, seed " + seed,
            () -> server.agent().received.stream().anyMatch(r -> r.assignmentId().equals(id)));
        assertArrayEquals(content, server.received());
      }
    }
    Await.until(
        "final reports",
        () ->
            leader.agent().reports.stream()
                .anyMatch(reports -> reports.isFinal() && reports.assignmentId().equals(id)));
  }

  private byte[] content(int sizeBytes) {
    byte[] content = new byte[sizeBytes];
    random.nextBytes(content);
    return content;
  }
}
