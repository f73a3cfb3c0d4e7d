package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.Orders;
import org.contentmover.gl.test.SegmentPorts;
import org.contentmover.gl.test.StatusFlood;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A flood of statuses does not keep a file from its receivers; real sockets (LD-4). How fast they
 * get it during a flood of 50,000 in a second is tested where each has a process of its own.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere loopback has one address")
class FloodOnLoopbackTest {
  private final int port = SegmentPorts.nextPair();

  /** Another host than that of the servers: hosts are told apart by their addresses. */
  private static final String FLOODER = "127.0.0.2";

  /** Each of three servers in this process receives every one of them: 51,000 in a second. */
  private static final int PER_SECOND = 17_000;

  private final List<TestServer> servers = new ArrayList<>();
  @TempDir Path root;

  @AfterEach
  void leave() {
    servers.forEach(TestServer::close);
  }

  @Test
  void shouldBringAFileInSpiteOfAFloodInOneNameAndInManyInvented() throws Exception {
    TestServer leader = segment();
    List<String> one = List.of("boston-3");
    List<String> invented = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      invented.add("invented-" + i);
    }
    for (List<String> names : List.of(one, invented)) {
      byte[] content = new byte[4 << 20];
      new Random(names.size()).nextBytes(content);
      Path file = Files.write(root.resolve("assignment-" + names.size()), content);
      DistributionOrder order = Orders.of(content, "boston-2", "boston-3");
      long epoch = leader.leadership().epoch();
      InetSocketAddress channel = new InetSocketAddress("239.255.45.5", port);
      long ignored = leader.counter("mctp.ignored.too-many");
      // Of an assignment that is not: in the name of a participant a true one would be a lie that
      // only authentication can tell from the truth.
      AssignmentId assignment = new AssignmentId(new UUID(0, 1));
      try (StatusFlood flood =
          StatusFlood.begin(
              InetAddress.getByName(FLOODER), channel, assignment, epoch, names, PER_SECOND)) {
        Await.until("the flood has begun", () -> flood.sent() > PER_SECOND / 10);
        leader.connector().distribute(order, file);
        Await.until("boston-2 has it", () -> has(servers.get(1), order));
        Await.until("boston-3 has it", () -> has(servers.get(2), order));
      }
      assertArrayEquals(content, servers.get(1).received());
      Await.until(
          () -> "most was not read: " + leader.counter("mctp.ignored.too-many"),
          () -> leader.counter("mctp.ignored.too-many") > ignored);
    }
  }

  private static boolean has(TestServer server, DistributionOrder order) {
    return server.agent().received.stream()
        .anyMatch(received -> received.assignmentId().equals(order.assignmentId()));
  }

  private TestServer segment() throws Exception {
    for (int i = 1; i <= 3; i++) {
      servers.add(new TestServer("boston-" + i, root, port, 100 - 40 * (i - 1)));
    }
    for (TestServer server : servers) {
      server.join();
    }
    TestServer leader = servers.get(0);
    Await.until(
        "boston-1 leads all",
        () -> leader.leadership().role() == Role.LEADER && leader.members().size() == 3);
    return leader;
  }
}
