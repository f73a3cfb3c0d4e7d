package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.gl.api.NotLeaderException;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.SegmentPorts;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the administrator and the CCM say about leaderships, over real sockets (EL-3, EL-6). */
class LeadershipOnLoopbackTest {
  @TempDir Path root;
  private final List<TestServer> servers = new ArrayList<>();
  private final int port = SegmentPorts.nextPair();

  @BeforeEach
  void join() throws Exception {
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
  void shouldHandOverToTheServerThatIsPreferredNow() throws Exception {
    servers.get(2).prefer(90);
    Await.until("its priority", () -> servers.get(2).counter("election.priority") > 65);
    servers.get(0).prefer(SegmentSettings.NEVER_LEADS);
    awaitAllFollow("boston-3");
    assertEquals(-1, servers.get(0).counter("election.priority"));
  }

  @Test
  void shouldMoveEverybodyToAnotherControlChannel() throws Exception {
    TestServer leader = servers.get(0);
    Await.until("all are members", () -> leader.members().size() == 3);
    assertThrows(
        NotLeaderException.class,
        () -> servers.get(1).connector().moveControlChannel("239.255.45.7", 45_170));
    assertThrows(
        IllegalArgumentException.class,
        () -> leader.connector().moveControlChannel("10.1.1.1", 45_170));
    long epoch = leader.leadership().epoch();

    leader.connector().moveControlChannel("239.255.45.7", 45_170);
    Await.until("moved", () -> leader.counter("election.channels-moved") == 1);
    assertEquals(List.of("boston-1", "boston-2", "boston-3"), leader.members());
    assertEquals(epoch, servers.get(2).leadership().epoch());

    TestServer late = new TestServer("boston-4", root, port, 10).join();
    servers.add(late);
    Await.until("the late one is found", () -> leader.members().contains("boston-4"));
    leader.connector().leave();
    servers.remove(leader);
    leader.close();
    awaitAllFollow("boston-2");
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
