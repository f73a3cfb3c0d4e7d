package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentKey;
import org.contentmover.gl.api.SegmentKeys;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.Orders;
import org.contentmover.gl.test.SegmentPorts;
import org.contentmover.gl.test.Tap;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with keys, and strangers, in one process over real sockets (EL-7, LD-9, LD-12). */
class GuardedSegmentOnLoopbackTest {
  private static final String CONTROL_GROUP = "239.255.45.5";
  private static final String DATA_GROUP = "239.255.45.6";
  private static final long PAUSE_NS = 200_000;
  private static final int ENOUGH = 20;
  private static final List<String> NOT_OF_RECORDINGS =
      List.of("forged", "malformed", "plain", "unknown-key", "no-key", "other-segment");
  private static final SegmentKey ONE = key(1, 1);
  private static final SegmentKey TWO = key(2, 2);
  private static final SegmentKeys KEYED = SegmentKeys.sealing(1, ONE);

  private final int port = SegmentPorts.nextPair();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<TestServer> servers = new ArrayList<>();
  @TempDir Path root;

  private static SegmentKey key(int id, long seed) {
    byte[] secret = new byte[SegmentKey.SECRET_BYTES];
    new Random(seed).nextBytes(secret);
    return new SegmentKey(id, secret);
  }

  @AfterEach
  void leave() {
    servers.forEach(TestServer::close);
  }

  @Test
  void shouldElectAndBringAFileWithAKey() throws Exception {
    segment(KEYED);
    distributeAndCheck(2 << 20);
    distributeAndCheck(5_000);
    for (TestServer server : servers) {
      assertEquals(1, server.counter("guard.key"), server.name());
      assertEquals(0, server.counter("guard.refused.forged"), server.name());
    }
  }

  @Test
  void shouldLetNobodyReadWhatIsEncrypted() throws Exception {
    segment(new SegmentKeys(List.of(ONE), 1, false, true));
    byte[] content = new byte[300_000];
    Arrays.fill(content, (byte) 'x');
    try (Tap control = new Tap(CONTROL_GROUP, port);
        Tap data = new Tap(DATA_GROUP, port + 1)) {
      distributeAndCheck(content);
      Await.until("frames heard", () -> data.heard().size() > 100);
      for (byte[] datagram : data.heard()) {
        assertTrue(!text(datagram).contains("xxxxxxxx"), "readable frame");
      }
      for (byte[] datagram : control.heard()) {
        assertTrue(!text(datagram).contains("http://"), "readable control datagram");
      }
    }
  }

  private static String text(byte[] datagram) {
    return new String(datagram, StandardCharsets.ISO_8859_1);
  }

  @Test
  void shouldNotFollowARogueWithoutAKeyOrWithAnotherOrWithARetiredOne() throws Exception {
    segment(SegmentKeys.sealing(2, TWO));
    TestServer leader = leader();
    long epoch = leader.leadership().epoch();
    rogue("rogue-plain", SegmentKeys.OPEN);
    rogue("rogue-guessing", SegmentKeys.sealing(2, key(2, 4711)));
    rogue("rogue-retired", KEYED);
    for (String reason : List.of("plain", "forged", "unknown-key")) {
      Await.until(
          () -> reason + " counted: " + leader.connector().segment().counters(),
          () -> leader.counter("guard.refused." + reason) > 20);
    }
    for (TestServer server : servers.subList(0, 3)) {
      assertEquals(Optional.of("boston-1"), server.leadership().leader(), server.name());
      assertEquals(epoch, server.leadership().epoch(), server.name());
    }
    assertEquals(3, leader.members().size(), "no rogue became a member");
  }

  @Test
  void shouldNotFollowAKeyedServerWhileItIsOpenItself() throws Exception {
    segment(SegmentKeys.OPEN);
    TestServer leader = leader();
    rogue("keyed", KEYED);
    Await.until("counted", () -> leader.counter("guard.refused.no-key") > 10);
    assertEquals(0, leader.counter("guard.key"), "open");
    assertEquals(Role.LEADER, leader.leadership().role());
  }

  /**
   * Everything the segment ever said is repeated, changed, cut off and mixed up, to a reborn one.
   */
  @Test
  void shouldIgnoreRecordingsAlsoAfterARestart() throws Exception {
    segment(KEYED);
    byte[] content = content(400_000);
    List<byte[]> control;
    List<byte[]> data;
    try (Tap controlTap = new Tap(CONTROL_GROUP, port);
        Tap dataTap = new Tap(DATA_GROUP, port + 1)) {
      distributeAndCheck(content);
      TestServer first = leader();
      first.connector().leave(); // so that a Resign is among the recordings, and claims
      Await.until("boston-2 leads", () -> servers.get(1).leadership().role() == Role.LEADER);
      first.join();
      Await.until("three members", () -> servers.get(1).members().size() == 3);
      control = new ArrayList<>(controlTap.heard());
      data = new ArrayList<>(dataTap.heard());
    }
    assertTrue(types(control).containsAll(List.of(1, 2, 3, 7, 24, 32, 38)), types(control) + "");
    assertTrue(types(data).containsAll(List.of(64, 34)), types(data) + "");

    TestServer leader = servers.get(1);
    TestServer reborn = servers.get(2);
    reborn.connector().leave();
    reborn.join();
    Await.until("it follows", () -> reborn.leadership().role() == Role.MEMBER);
    long epoch = leader.leadership().epoch();
    try (Tap controlTap = new Tap(CONTROL_GROUP, port);
        Tap dataTap = new Tap(DATA_GROUP, port + 1)) {
      replay(controlTap, control);
      replay(controlTap, data);
      replay(dataTap, data);
      for (TestServer server : servers) {
        awaitRefusals(
            server,
            () ->
                server.counter("guard.refused.too-old") + server.counter("guard.refused.replayed")
                        > 0
                    && server.counter("guard.refused.unproven") > ENOUGH);
        for (String kind : NOT_OF_RECORDINGS) {
          assertEquals(0, server.counter("guard.refused." + kind), server.name() + " " + kind);
        }
      }
      replay(controlTap, changed(control));
      replay(dataTap, changed(data));
    }
    for (TestServer server : servers) {
      awaitRefusals(
          server,
          () ->
              server.counter("guard.refused.forged") > 0
                  && server.counter("guard.refused.malformed") > 0);
      assertEquals(0, server.counter("guard.refused.plain"), server.name());
      assertEquals(0, server.counter("guard.refused.no-key"), server.name());
      assertEquals(0, server.counter("control.ignored.malformed"), server.name());
      assertEquals(0, server.counter("control.ignored.stale-epoch"), server.name());
    }
    assertEquals(epoch, leader.leadership().epoch(), "seed " + seed);
    assertEquals(Optional.of("boston-2"), reborn.leadership().leader(), "seed " + seed);
    distribute(leader, content(100_000), "boston-1", "boston-3");
  }

  private void awaitRefusals(TestServer server, BooleanSupplier refused) {
    Await.until(
        () ->
            server.name()
                + ", seed "
                + seed
                + ": "
                + server.connector().segment().counters().tailMap("guard"),
        refused);
  }

  private void replay(Tap tap, List<byte[]> recorded) throws Exception {
    List<byte[]> mixed = new ArrayList<>(recorded);
    Collections.shuffle(mixed, random);
    for (byte[] datagram : mixed) {
      tap.send(datagram);
      LockSupport.parkNanos(PAUSE_NS); // what is dropped for want of room proves nothing
    }
  }

  private List<byte[]> changed(List<byte[]> recorded) {
    List<byte[]> all = new ArrayList<>();
    for (byte[] datagram : recorded.subList(0, Math.min(300, recorded.size()))) {
      byte[] changed = datagram.clone();
      changed[4 + random.nextInt(changed.length - 4)] ^= (byte) (1 << random.nextInt(8));
      all.add(changed);
      all.add(Arrays.copyOf(datagram, 4 + random.nextInt(datagram.length - 4)));
      all.add(Arrays.copyOf(datagram, datagram.length + 1 + random.nextInt(2_000)));
    }
    return all;
  }

  private static List<Integer> types(List<byte[]> datagrams) {
    return datagrams.stream()
        .map(datagram -> datagram[2] & 0xFF)
        .distinct()
        .sorted()
        .collect(Collectors.toList());
  }

  @Test
  void shouldRotateItsKeyWhileAFileIsOnItsWay() throws Exception {
    segment(KEYED);
    TestServer leader = leader();
    long epoch = leader.leadership().epoch();
    byte[] content = content(3 << 20);
    Path file = Files.write(root.resolve("assignment"), content);
    leader
        .connector()
        .distribute(Orders.of(UUID.randomUUID(), content, 2_000_000, "boston-2", "boston-3"), file);
    TestServer member = servers.get(2);
    Await.until("frames come", () -> member.counter("mctp.frames.received") > 0);
    servers.forEach(server -> server.keys(SegmentKeys.sealing(1, ONE, TWO)));
    servers.forEach(server -> server.keys(SegmentKeys.sealing(2, ONE, TWO)));
    Await.until("the new key is used", () -> leader.counter("guard.key") == 2);
    Await.until("by all", () -> servers.get(1).counter("guard.key") == 2);
    servers.forEach(server -> server.keys(SegmentKeys.sealing(2, TWO)));
    for (TestServer server : servers.subList(1, 3)) {
      Await.until(server.name() + " has it", () -> !server.agent().received.isEmpty());
      assertArrayEquals(content, server.received(), server.name() + ", seed " + seed);
    }
    assertEquals(epoch, leader.leadership().epoch());
    assertEquals(3, leader.members().size());
  }

  @Test
  void shouldGetItsFirstKeysWhileItRuns() throws Exception {
    segment(SegmentKeys.OPEN);
    long epoch = leader().leadership().epoch();
    for (SegmentKeys step :
        List.of(
            new SegmentKeys(List.of(ONE), SegmentKeys.PLAIN, true, false),
            new SegmentKeys(List.of(ONE), 1, true, false),
            KEYED)) {
      for (TestServer server : servers) {
        server.keys(step);
      }
      for (TestServer server : servers) {
        Await.until(
            server.name() + " knows the others",
            () -> server.counter("guard.senders") == servers.size() - 1);
      }
    }
    assertEquals(epoch, leader().leadership().epoch());
    distributeAndCheck(100_000);
    assertEquals(1, leader().counter("guard.key"));
  }

  @Test
  void shouldTakeOtherKeysWhenItJoinsAgainAndNothingElseIsNew() throws Exception {
    segment(KEYED);
    for (TestServer server : servers) {
      server.keys(SegmentKeys.sealing(2, ONE, TWO)).join();
    }
    Await.until("key 2", () -> leader().counter("guard.key") == 2);
  }

  private void segment(SegmentKeys keys) throws Exception {
    for (int i = 1; i <= 3; i++) {
      servers.add(new TestServer("boston-" + i, root, port, 100 - 40 * (i - 1)).keys(keys));
    }
    for (TestServer server : servers) {
      server.join();
    }
    leader();
  }

  private void rogue(String name, SegmentKeys keys) throws Exception {
    servers.add(new TestServer(name, root, port, 100).keys(keys).join());
  }

  private TestServer leader() {
    Await.until(
        () ->
            "all members of one leader: "
                + servers.stream()
                    .map(server -> server.name() + server.connector().segment().counters())
                    .toList(),
        () -> servers.stream().anyMatch(server -> server.members().size() >= 3));
    return servers.stream()
        .filter(server -> server.leadership().role() == Role.LEADER)
        .findFirst()
        .orElseThrow();
  }

  private void distributeAndCheck(int sizeBytes) throws Exception {
    distributeAndCheck(content(sizeBytes));
  }

  private void distributeAndCheck(byte[] content) throws Exception {
    distribute(leader(), content, "boston-2", "boston-3");
  }

  private void distribute(TestServer leader, byte[] content, String... participants)
      throws Exception {
    Path file = Files.write(root.resolve("assignment"), content);
    int before = leader.agent().reports.size();
    leader.connector().distribute(Orders.of(content, participants), file);
    Await.until(
        () -> "final reports, seed " + seed + ": " + leader.agent().reports,
        () -> leader.agent().reports.size() > before && leader.agent().lastReports().isFinal());
    assertEquals("", leader.agent().lastReports().problem());
    for (TestServer server : servers) {
      if (List.of(participants).contains(server.name())) {
        assertArrayEquals(content, server.received(), server.name() + ", seed " + seed);
      }
    }
  }

  private byte[] content(int sizeBytes) {
    byte[] content = new byte[sizeBytes];
    random.nextBytes(content);
    return content;
  }
}
