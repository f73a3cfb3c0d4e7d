package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Receivers that get the processor once a second: nothing is lost by that, and all comes late. */
class StarvedReceiversTest {
  private static final int RECEIVERS = 8;
  private static final AssignmentId ID = new AssignmentId(new UUID(0, 1));
  private static final long TURN_NS = 1_000 * LoopNetwork.MS;

  @ParameterizedTest
  @CsvSource({"20000, 8", "1000000, 10", "20000000, 30"})
  void shouldServeThemAllInAFewTurns(int sizeBytes, int turns) {
    for (long seed = 1; seed <= 5; seed++) {
      LoopNetwork network = new LoopNetwork(seed).inOrder().loss(0.05);
      Random random = new Random(seed);
      LoopServer leader = network.add("leader");
      List<ServerName> names = new ArrayList<>(List.of(leader.name()));
      for (int i = 1; i <= RECEIVERS; i++) {
        LoopServer receiver = network.add("boston-" + i);
        receiver.starved(TURN_NS, random.nextLong(TURN_NS));
        names.add(receiver.name());
      }
      byte[] content = new byte[sizeBytes];
      random.nextBytes(content);
      network.lead(leader, 7);
      leader.distribute(LossyTransferTest.order(ID, content, names, RECEIVERS + 1), content);
      leader.report(ID, Outcome.STAGED);
      while (!leader.lastCollected().isFinal() && network.nowNs() < turns * TURN_NS) {
        network.runFor(100 * LoopNetwork.MS);
      }
      String what = "seed " + seed + ", " + leader.lastCollected();
      assertTrue(leader.lastCollected().isFinal(), what);
      for (ServerProgress server : leader.lastCollected().servers()) {
        assertTrue(server.state() == ServerState.REPORTED, what);
      }
    }
  }
}
