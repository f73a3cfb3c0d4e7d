package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.GatedCarriers;
import org.contentmover.gl.test.Orders;
import org.contentmover.gl.test.SegmentPorts;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leader of three servers is cut off, wholly or in one direction, over real sockets (EL-6). */
class PartitionOnLoopbackTest {
  private final int port = SegmentPorts.nextPair();
  private final List<TestServer> servers = new ArrayList<>();
  private final GatedCarriers cable = new GatedCarriers();
  @TempDir Path root;

  @BeforeEach
  void threeServersWithALeader() throws Exception {
    servers.add(new TestServer("boston-1", root, port, 90, cable));
    servers.add(new TestServer("boston-2", root, port, 60, new GatedCarriers()));
    servers.add(new TestServer("boston-3", root, port, 30, new GatedCarriers()));
    for (TestServer server : servers) {
      server.join();
    }
    Await.until("boston-1 leads all", () -> servers.get(0).members().size() == 3);
  }

  @AfterEach
  void leave() {
    servers.forEach(TestServer::close);
  }

  @Test
  void shouldHaveOneLeaderAgainWhenTwoLeadersMeet() throws Exception {
    cable.open(false, false);
    Await.until("boston-2 leads the others", () -> leads(1));
    assertTrue(leads(0), "boston-1 leads alone");
    cable.open(true, true);
    assertAgreementAndTransfer();
    long noticed =
        servers.stream()
            .mapToLong(
                server ->
                    server.counter("control.ignored.stale-epoch")
                        + server.counter("election.leaders-met"))
            .sum();
    assertTrue(noticed > 0, "whoever heard the other leadership first has counted it");
  }

  @Test
  void shouldHaveOneLeaderWhenTheLeaderIsNoLongerHeardAndHearsTheNext() throws Exception {
    cable.open(false, true);
    Await.until("boston-2 leads the others", () -> leads(1));
    Await.until("boston-1 sees that", () -> !leads(0));
    cable.open(true, true);
    assertAgreementAndTransfer();
  }

  @Test
  void shouldKeepALeaderThatIsHeardAndHearsNobodyOrAgreeAfterwards() throws Exception {
    cable.open(true, false);
    Await.until("boston-1 loses its members", () -> servers.get(0).members().size() == 1);
    assertTrue(!leads(1) && !leads(2), "nobody takes the place of a leader that is heard");
    cable.open(true, true);
    assertAgreementAndTransfer();
  }

  private void assertAgreementAndTransfer() throws Exception {
    Await.until(
        () -> "one leader with three members: " + servers.stream().map(this::state).toList(),
        () ->
            servers.stream().filter(s -> s.leadership().role() == Role.LEADER).count() == 1
                && leader().members().size() == 3
                && servers.stream().allMatch(s -> s.leadership().epoch() == epochOf(leader())));
    TestServer leader = leader();
    byte[] content = new byte[200_000];
    new Random(1).nextBytes(content);
    Path file = Files.write(root.resolve("assignment"), content);
    leader.connector().distribute(Orders.of(content, "boston-1", "boston-2", "boston-3"), file);
    for (TestServer server : servers) {
      if (server != leader) {
        Await.until(server.name() + " has it", () -> !server.agent().received.isEmpty());
        assertArrayEquals(content, server.received());
      }
    }
    assertEquals(1, servers.stream().filter(s -> s.leadership().role() == Role.LEADER).count());
  }

  private String state(TestServer server) {
    return server.name() + " " + server.leadership() + " " + server.members();
  }

  private TestServer leader() {
    return servers.stream()
        .filter(server -> server.leadership().role() == Role.LEADER)
        .findFirst()
        .orElse(servers.get(0));
  }

  private static long epochOf(TestServer server) {
    return server.leadership().epoch();
  }

  private boolean leads(int index) {
    return servers.get(index).leadership().role() == Role.LEADER;
  }
}
