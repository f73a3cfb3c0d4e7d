package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.wire.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole transfers over a lossy segment; each failure names the seed that repeats it. */
class LossyTransferTest {
  private static final PeerAddress DATA_CHANNEL =
      new PeerAddress(new byte[] {(byte) 239, 1, 1, 2}, 7_810);

  static DistributionOrder order(AssignmentId id, byte[] content, List<ServerName> to, int quorum) {
    return order(id, content, to, quorum, 12_500_000);
  }

  static DistributionOrder order(
      AssignmentId id, byte[] content, List<ServerName> to, int quorum, long bytesPerSecond) {
    return order(id, content, to, quorum, bytesPerSecond, "http://boston-1/agent/assignments");
  }

  static DistributionOrder order(
      AssignmentId id,
      byte[] content,
      List<ServerName> to,
      int quorum,
      long bytesPerSecond,
      String sourceUrl) {
    return new DistributionOrder(
        id,
        "publish www.example.com 4",
        content.length,
        ContentHash.sha256(content),
        to,
        quorum,
        1_400,
        bytesPerSecond,
        DATA_CHANNEL,
        sourceUrl,
        "ticket",
        600_000 * LoopNetwork.MS);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 5, 20, 30}) // at 40 one in 80 rightly counts as missing: ten requests lost
  void shouldBringTheSameBytesToEverybody(int lossPercent) {
    for (long seed = 1; seed <= 40; seed++) {
      transfer(seed, lossPercent / 100.0);
    }
  }

  private static void transfer(long seed, double loss) {
    String about = "seed " + seed + ", loss " + loss;
    Random random = new Random(seed);
    LoopNetwork network = new LoopNetwork(seed).loss(loss).duplication(0.01);
    List<LoopServer> servers = new ArrayList<>();
    for (int i = 1; i <= 2 + random.nextInt(6); i++) {
      servers.add(network.add("boston-" + i));
    }
    LoopServer leader = servers.get(0);
    for (LoopServer server : servers) {
      server.fetchesFrom = leader;
      server.diskBehindFrames = random.nextInt(20);
      server.parity.noRoomFrames = random.nextInt(5);
    }
    byte[] content = new byte[1 + random.nextInt(400_000)];
    random.nextBytes(content);
    AssignmentId id = new AssignmentId(new UUID(seed, 1));
    List<ServerName> names = servers.stream().map(LoopServer::name).toList();
    network.lead(leader, 7);
    leader.distribute(order(id, content, names, names.size()), content);
    leader.report(id, Outcome.STAGED);

    network.runFor(120_000 * LoopNetwork.MS);

    assertTrue(leader.lastCollected().isFinal(), about + ": " + leader.lastCollected());
    assertEquals("", leader.lastCollected().problem(), about);
    for (LoopServer server : servers.subList(1, servers.size())) {
      assertArrayEquals(content, server.spools.get(id), about + " at " + server.name());
      assertEquals(List.of(id), server.received, about + " at " + server.name());
      assertEquals(0, server.parity.blocks(), about + ": parity kept at " + server.name());
      assertEquals(ServerState.REPORTED, leader.progressOf(server).state(), about);
    }
  }
}
