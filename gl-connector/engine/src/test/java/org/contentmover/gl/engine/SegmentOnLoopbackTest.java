package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.FaultRates;
import org.contentmover.gl.api.FaultSettings;
import org.contentmover.gl.api.NotLeaderException;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.ServerProgress;
import org.contentmover.gl.api.ServerState;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.Orders;
import org.contentmover.gl.test.SegmentPorts;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three servers in one process, over real sockets. */
class SegmentOnLoopbackTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private final int port = SegmentPorts.nextPair();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<TestServer> servers = new ArrayList<>();
  @TempDir Path root;

  @AfterEach
  void leave() {
    servers.forEach(TestServer::close);
  }

  @Test
  void shouldElectTheBestAndRegisterTheOthers() throws Exception {
    segment(FaultRates.NONE);
    TestServer leader = leader();
    assertEquals("boston-1", leader.name());
    Await.until(() -> "members: " + leader.members(), () -> leader.members().size() == 3);
    for (TestServer server : servers) {
      Await.until(
          server.name() + " follows",
          () -> server.leadership().leader().equals(Optional.of("boston-1")));
      assertEquals("http://boston-1", server.leadership().leaderAgentUrl());
      Await.until(server.name() + " hears itself", () -> heardMulticast(server));
    }
    assertTrue(Files.exists(root.resolve("boston-2/state/epoch-floor")));
  }

  @Test
  void shouldBringAFileToEverybodyInSpiteOfLoss() throws Exception {
    segment(FaultRates.parse("loss=5%"));
    distributeAndCheck(5 << 20);
    assertTrue(servers.get(1).counter("carrier.data.datagrams-received") > 0, "came by multicast");
    assertTrue(servers.get(1).counter("faults.data.receive.lost") > 0, "some were lost");
  }

  @Test
  void shouldBringFilesToEverybodyOverABadNetwork() throws Exception {
    FaultRates control = FaultRates.parse("loss=5%,duplicate=2%,reorder=2%,delay=2ms");
    FaultRates data = FaultRates.parse("loss=5%,duplicate=5%,reorder=5%,delay=2ms");
    segment(new FaultSettings(control, control, FaultRates.NONE, data, seed));
    distributeAndCheck(1 << 20);
    for (String fault : List.of("lost", "duplicated", "reordered", "delayed")) {
      assertTrue(servers.get(2).counter("faults.control.receive." + fault) >= 0, fault);
      assertTrue(servers.get(2).counter("faults.data.receive." + fault) > 0, fault);
    }
    assertTrue(servers.get(2).counter("mctp.ignored.duplicate") > 0);
  }

  @Test
  void shouldBringASmallAssignmentInOneBlock() throws Exception {
    segment(FaultRates.NONE);
    distributeAndCheck(5_000);
    assertEquals(0, servers.get(1).counter("carrier.data.datagrams-received"));
  }

  @Test
  void shouldHandOverWithoutADelayWhenTheLeaderLeaves() throws Exception {
    segment(FaultRates.NONE);
    TestServer first = leader();
    long epoch = first.leadership().epoch();
    first.connector().leave();
    Await.until("boston-2 leads", () -> servers.get(1).leadership().role() == Role.LEADER);
    Await.until(
        "boston-3 follows",
        () -> servers.get(2).leadership().leader().equals(Optional.of("boston-2")));
    assertTrue(servers.get(2).leadership().epoch() > epoch);
    Await.until("boston-1 is no member", () -> !servers.get(1).members().contains("boston-1"));
  }

  @Test
  void shouldCountTheRunsThatEndedWithoutHavingLeft() throws Exception {
    Path marker = root.resolve("boston-3/state/in-segment");
    Files.createDirectories(marker.getParent());
    Files.writeString(marker, "left behind by a process that was killed\n");
    segment(FaultRates.NONE);
    assertEquals(0, servers.get(0).counter("election.unclean-ends"));
    assertEquals(1, servers.get(2).counter("election.unclean-ends"));
    assertTrue(Files.exists(root.resolve("boston-1/state/in-segment")));
    servers.forEach(TestServer::close);
    assertFalse(Files.exists(root.resolve("boston-1/state/in-segment")), "it has left");
    assertFalse(Files.exists(marker), "it has left");
  }

  @Test
  void shouldOfferAgainWhenTheAgentThrowsAndWhenAnotherOneComes() throws Exception {
    segment(FaultRates.NONE);
    TestServer leader = leader();
    TestServer moody = servers.get(1);
    TestServer absent = servers.get(2);
    AtomicInteger deliveries = new AtomicInteger();
    moody.beforeEachDelivery(
        listener -> {
          if (deliveries.incrementAndGet() % 3 != 0) {
            throw new IllegalStateException("not now");
          }
        });
    absent.connector().deactivate(absent.endpoint());
    byte[] content = content(20_000);
    distribute(leader, content);
    Await.until("offered to the moody agent", () -> !moody.agent().offers.isEmpty());
    assertEquals(0, absent.agent().offers.size());
    absent.connector().activate(absent.endpoint());
    Await.until("moody agent has it", () -> !moody.agent().received.isEmpty());
    Await.until("late agent has it", () -> !absent.agent().received.isEmpty());
    assertArrayEquals(content, moody.received());
    assertArrayEquals(content, absent.received());
  }

  @Test
  void shouldOfferToTheNextAgentWhatTheOneBeforeDidNotAnswer() throws Exception {
    segment(FaultRates.NONE);
    TestServer forgetful = servers.get(1);
    forgetful.agent().answers(false);
    distribute(leader(), content(20_000));
    Await.until("offered", () -> !forgetful.agent().offers.isEmpty());
    forgetful.connector().deactivate(forgetful.endpoint());
    forgetful.agent().answers(true);
    forgetful.connector().activate(forgetful.endpoint());
    Await.until("received", () -> !forgetful.agent().received.isEmpty());
  }

  @Test
  void shouldGoOnUnderANewLeaderWithWhatIsThere() throws Exception {
    segment(FaultRates.NONE);
    byte[] content = content(4 << 20);
    Path file = Files.write(root.resolve("assignment"), content);
    UUID id = UUID.randomUUID();
    TestServer first = leader();
    first.connector().distribute(Orders.of(id, content, 1_000_000, "boston-2", "boston-3"), file);
    TestServer heir = servers.get(1);
    TestServer other = servers.get(2);
    long half = content.length / 1_376 / 2;
    Await.until("half is there", () -> other.counter("mctp.frames.received") > half);
    first.connector().leave();
    Await.until("heir leads", () -> heir.leadership().role() == Role.LEADER);

    List<ByteRange> gaps = heir.connector().missing(id).orElseThrow();
    long missingBytes = gaps.stream().mapToLong(ByteRange::length).sum();
    assertTrue(missingBytes > 0 && missingBytes < content.length, "missing: " + gaps);
    Path spool = root.resolve("boston-2/spool/" + id);
    fill(spool, gaps, content);
    heir.connector().rangesFilled(id);
    Await.until("heir has it", () -> !heir.agent().received.isEmpty());

    heir.connector().distribute(Orders.of(id, content, 20_000_000, "boston-2", "boston-3"), spool);
    Await.until(
        () -> "final reports: " + heir.agent().reports,
        () -> !heir.agent().reports.isEmpty() && heir.agent().lastReports().isFinal());
    assertEquals("", heir.agent().lastReports().problem());
    assertArrayEquals(content, other.received());
    assertTrue(
        other.counter("mctp.ignored.duplicate") < half / 10,
        "sent twice: " + other.counter("mctp.ignored.duplicate") + " frames");
  }

  private static void fill(Path spool, List<ByteRange> gaps, byte[] content) throws Exception {
    try (FileChannel out = FileChannel.open(spool, StandardOpenOption.WRITE)) {
      for (ByteRange gap : gaps) {
        out.write(ByteBuffer.wrap(content, (int) gap.offset(), (int) gap.length()), gap.offset());
      }
    }
  }

  @Test
  void shouldCountGarbageOnTheControlChannelAndGoOn() throws Exception {
    segment(FaultRates.NONE);
    TestServer leader = leader();
    int count = 500;
    sendGarbage(count, "239.255.45.5", port);
    Await.until(
        () -> "counted, seed " + seed + ": " + leader.connector().segment().counters(),
        () -> leader.counter("carrier.control.datagrams-foreign") >= count / 2 - 5);
    assertEquals(Role.LEADER, leader.leadership().role(), "seed " + seed);
    distributeAndCheck(100_000);
  }

  @Test
  void shouldCountGarbageOnTheDataChannelAndReceiveTheFile() throws Exception {
    segment(FaultRates.NONE);
    TestServer leader = leader();
    TestServer member = servers.get(2);
    byte[] content = content(4 << 20);
    Path file = Files.write(root.resolve("assignment"), content);
    leader
        .connector()
        .distribute(Orders.of(UUID.randomUUID(), content, 4_000_000, "boston-2", "boston-3"), file);
    Await.until("frames come", () -> member.counter("mctp.frames.received") > 0);
    int count = 500;
    sendGarbage(count, "239.255.45.6", port + 1);
    Await.until(
        () -> "counted, seed " + seed + ": " + member.connector().segment().counters(),
        () -> member.counter("carrier.data.datagrams-foreign") >= count / 2 - 5);
    assertEquals(0, member.agent().received.size(), "the garbage came while the file was sent");
    for (TestServer server : servers.subList(1, 3)) {
      Await.until(server.name() + " has it", () -> !server.agent().received.isEmpty());
      assertArrayEquals(content, server.received(), server.name() + ", seed " + seed);
    }
  }

  /** Noise; half of it begins as our datagrams do, some of that with a known type. */
  private void sendGarbage(int count, String group, int groupPort) throws Exception {
    InetSocketAddress channel = new InetSocketAddress(InetAddress.getByName(group), groupPort);
    try (MulticastSocket stranger = new MulticastSocket()) {
      stranger.setNetworkInterface(NetworkInterface.getByInetAddress(LOOPBACK));
      for (int i = 0; i < count; i++) {
        byte[] garbage = new byte[3 + random.nextInt(1_400)];
        random.nextBytes(garbage);
        if (i % 2 == 0) {
          garbage[0] = (byte) DatagramHeader.MAGIC;
        }
        if (i % 4 == 0) {
          garbage[1] = DatagramHeader.VERSION;
        }
        if (i % 8 == 0) {
          garbage[2] = (byte) (DatagramHeader.FIRST_DATA_TYPE + i % 3);
        }
        stranger.send(new DatagramPacket(garbage, garbage.length, channel));
      }
    }
  }

  @Test
  void shouldRefuseToDistributeOnAMember() throws Exception {
    segment(FaultRates.NONE);
    leader();
    TestServer member = servers.get(2);
    Await.until("follows", () -> member.leadership().role() == Role.MEMBER);
    Path file = Files.write(root.resolve("a"), new byte[1]);
    NotLeaderException refused =
        assertThrows(
            NotLeaderException.class,
            () -> member.connector().distribute(Orders.of(new byte[1], "boston-1"), file));
    assertTrue(refused.getMessage().contains("boston-1"), refused.getMessage());
  }

  @Test
  void shouldTellWhatIsMissing() throws Exception {
    segment(FaultRates.NONE);
    assertEquals(
        Optional.empty(), leader().connector().missing(Orders.of(new byte[1], "a").assignmentId()));
  }

  private void segment(FaultRates ofFrames) throws Exception {
    segment(FaultSettings.onDataReceived(ofFrames, seed));
  }

  private void segment(FaultSettings faults) throws Exception {
    for (int i = 1; i <= 3; i++) {
      servers.add(new TestServer("boston-" + i, root, port, 100 - 40 * (i - 1), faults));
    }
    for (TestServer server : servers) {
      server.join();
    }
  }

  private TestServer leader() {
    Await.until(
        () -> "all members of one leader",
        () -> servers.stream().anyMatch(server -> server.members().size() == servers.size()));
    return servers.stream()
        .filter(server -> server.leadership().role() == Role.LEADER)
        .findFirst()
        .orElseThrow();
  }

  private void distributeAndCheck(int sizeBytes) throws Exception {
    TestServer leader = leader();
    byte[] content = content(sizeBytes);
    DistributionOrder order = distribute(leader, content);
    Await.until(
        () -> "final reports, seed " + seed + ": " + leader.agent().reports,
        () -> !leader.agent().reports.isEmpty() && leader.agent().lastReports().isFinal());
    assertEquals(2, leader.agent().lastReports().servers().size());
    for (ServerProgress progress : leader.agent().lastReports().servers()) {
      assertEquals(ServerState.REPORTED, progress.state(), progress.toString());
      assertEquals(Optional.of(Outcome.STAGED), progress.outcome());
      assertEquals(3, progress.liveVersion());
    }
    for (TestServer server : servers) {
      if (!server.equals(leader)) {
        assertArrayEquals(content, server.received(), server.name() + ", seed " + seed);
        assertEquals(order.assignmentId(), server.agent().received.get(0).assignmentId());
      }
    }
  }

  private DistributionOrder distribute(TestServer leader, byte[] content) throws Exception {
    Path file = Files.write(root.resolve("assignment"), content);
    DistributionOrder order = Orders.of(content, "boston-2", "boston-3");
    leader.connector().distribute(order, file);
    return order;
  }

  private byte[] content(int sizeBytes) {
    byte[] content = new byte[sizeBytes];
    random.nextBytes(content);
    return content;
  }

  private static boolean heardMulticast(TestServer server) {
    return server.connector().segment().multicastHeard();
  }
}
