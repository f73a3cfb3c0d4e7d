package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.resource.ResourceException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentPeer;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.Orders;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment whose servers are listed by hand and speak by unicast alone (EL-15). */
class WithoutMulticastTest {
  @TempDir Path root;
  private final List<SegmentPeer> peers = new ArrayList<>();
  private final List<TestServer> servers = new ArrayList<>();

  @BeforeEach
  void join() throws Exception {
    for (int i = 1; i <= 3; i++) {
      peers.add(new SegmentPeer("boston-" + i, "127.0.0.1", freePair()));
    }
    for (SegmentPeer peer : peers) {
      int preference = 100 - 40 * servers.size();
      TestServer server = new TestServer(peer.server(), root, 45_000, preference, Openers::of);
      servers.add(server);
      server.connector().join(withoutMulticast(peer.server(), preference));
    }
    awaitLeader("boston-1", 3);
  }

  @AfterEach
  void leave() {
    servers.forEach(TestServer::close);
  }

  @Test
  void shouldElectRegisterAndReplaceTheLeader() {
    assertFalse(servers.get(0).connector().segment().multicastEnabled());
    servers.get(0).connector().leave();
    awaitLeader("boston-2", 2);
  }

  @Test
  void shouldBringAFileToEverybody() throws Exception {
    byte[] content = new byte[1 << 20];
    new Random(15).nextBytes(content);
    Path file = Files.write(root.resolve("assignment"), content);
    servers.get(0).connector().distribute(Orders.of(content, "boston-2", "boston-3"), file);
    for (TestServer member : servers.subList(1, 3)) {
      Await.until(member.name() + " has it", () -> !member.agent().received.isEmpty());
      assertArrayEquals(content, member.received());
    }
  }

  @Test
  void shouldHaveNoControlChannelToMove() {
    ResourceException refused =
        assertThrows(
            ResourceException.class,
            () -> servers.get(0).connector().moveControlChannel("239.1.1.1", 45_170));
    assertTrue(refused.getMessage().contains("without multicast"), refused.getMessage());
  }

  private void awaitLeader(String leader, int members) {
    Await.until(
        () -> leader + " leads " + members,
        () ->
            servers.stream()
                .filter(server -> server.connector().segment().joined())
                .allMatch(
                    server ->
                        server.leadership().leader().equals(Optional.of(leader))
                            && (server.leadership().role() != Role.LEADER
                                || server.members().size() == members)));
  }

  private SegmentSettings withoutMulticast(String name, int preference) {
    SegmentSettings with = TestServer.settings(name, root.resolve(name), 45_000, preference);
    MulticastSettings m = with.multicast();
    return new SegmentSettings(
            name,
            with.segment(),
            with.stateDirectory(),
            with.election(),
            new MulticastSettings(
                false,
                m.interfaceAddress(),
                m.group(),
                m.port(),
                m.dataGroup(),
                m.dataPort(),
                m.ttl(),
                m.frameBytes()),
            with.timers())
        .withPeers(peers);
  }

  /** A free port whose next one is free as well. */
  private static int freePair() throws Exception {
    while (true) {
      try (DatagramSocket first = new DatagramSocket(0, InetAddress.getLoopbackAddress());
          DatagramSocket next =
              new DatagramSocket(first.getLocalPort() + 1, InetAddress.getLoopbackAddress())) {
        return next.getLocalPort() - 1;
      } catch (java.net.BindException e) {
        continue;
      }
    }
  }
}
