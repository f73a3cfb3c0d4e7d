package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the administrator and the CCM say about leaderships, over real sockets (EL-3, EL-6). */
class LeadershipOnLoopbackTest {
  @TempDir Path root;
  private final List<TestServer> servers = new ArrayList<>();

  @BeforeEach
  void join() throws Exception {
    int port;
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    for (int i = 1; i <= 3; i++) {
      servers.add(new TestServer("boston-" + i, root, port, 100 - 40 * (i - 1)).join());
    }
    awaitAllFollow("boston-1");
  }

  @AfterEach
  void leave() {
    servers.forEach(TestServer::close);
  }

  @Test
  void shouldCountOnAboveALeadershipThatOnlyTheCcmRemembers() {
    servers.get(0).connector().leadershipTaken(40, "boston-9");
    awaitAllFollow("boston-1");
    Await.until("epoch 41", () -> servers.stream().allMatch(LeadershipOnLoopbackTest::isIn41));
    assertTrue(servers.get(0).counter("election.epochs-counted-on") > 0);
  }

  private static boolean isIn41(TestServer server) {
    return server.leadership().epoch() == 41;
  }

  @Test
  void shouldHandOverToTheServerThatIsPreferredNow() {
    servers.get(2).connector().prefer(90);
    Await.until("its priority", () -> servers.get(2).counter("election.priority") > 65);
    servers.get(0).connector().prefer(SegmentSettings.NEVER_LEADS);
    awaitAllFollow("boston-3");
    assertEquals(-1, servers.get(0).counter("election.priority"));
  }

  private void awaitAllFollow(String leader) {
    Await.until(
        () -> "all follow " + leader,
        () ->
            servers.stream()
                .allMatch(
                    server ->
                        server.leadership().leader().equals(Optional.of(leader))
                            && (server.leadership().role() == Role.LEADER)
                                == server.name().equals(leader)));
  }
}
