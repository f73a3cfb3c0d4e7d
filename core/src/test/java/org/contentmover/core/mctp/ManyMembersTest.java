package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.Outcome;
import org.junit.jupiter.api.Test;

/** Aggregation: what 200 members lack and say costs the leader little more than what three do. */
class ManyMembersTest {
  private static final int MEMBERS = 200;
  private static final AssignmentId ID = new AssignmentId(new UUID(0, 1));

  @Test
  void shouldServe200MembersWithTheRepairsOfOne() {
    LoopNetwork network = new LoopNetwork(4).loss(0.01);
    List<LoopServer> members = members(network);
    LoopServer leader = members.get(0);
    byte[] content = new byte[500_000];
    new Random(1).nextBytes(content);
    network.lead(leader, 7);
    leader.distribute(LossyTransferTest.order(ID, content, names(members), MEMBERS), content);
    leader.report(ID, Outcome.STAGED);

    network.runFor(60_000 * LoopNetwork.MS);

    assertTrue(leader.lastCollected().isFinal());
    assertEquals(
        List.of(ServerState.REPORTED),
        leader.lastCollected().servers().stream()
            .map(ServerProgress::state)
            .distinct()
            .collect(Collectors.toList()));
    int frames = (500_000 - 1) / 1_376 + 1;
    // A frame is lost at one of 200 members at least with 1 - 0.99^200 = 87 %: the second pass
    // repeats most, whatever the members are; without aggregation it would be 200 x 1 % = 200 %.
    assertTrue(
        network.framesOnTheWire < frames * 2.3,
        network.framesOnTheWire + " frames sent for " + frames);
    assertTrue(
        network.controlOnTheWire < MEMBERS * 7,
        network.controlOnTheWire + " control datagrams for " + MEMBERS + " members");
  }

  @Test
  void shouldSpreadTheAnswersOf200MembersOverTheWindow() {
    assertEquals(10_000_000, MctpConfig.lan().window().ns(3));
    assertEquals(100_000_000, MctpConfig.lan().window().ns(MEMBERS));
    assertEquals(1_000_000_000, MctpConfig.lan().window().ns(100_000));
  }

  @Test
  void shouldFinishForTheOthersWhenFiveOf200AreDead() {
    LoopNetwork network = new LoopNetwork(5).loss(0.01);
    List<LoopServer> members = members(network);
    members.subList(10, 15).forEach(member -> member.silent(true));
    LoopServer leader = members.get(0);
    byte[] content = new byte[50_000];
    network.lead(leader, 7);
    leader.distribute(LossyTransferTest.order(ID, content, names(members), 150), content);
    leader.report(ID, Outcome.STAGED);

    network.runFor(3_000 * LoopNetwork.MS);
    long have =
        leader.lastCollected().servers().stream()
            .filter(progress -> progress.state() == ServerState.REPORTED)
            .count();
    assertEquals(MEMBERS - 5, have, "the living do not wait for the dead");

    network.runFor(60_000 * LoopNetwork.MS);
    assertTrue(leader.lastCollected().isFinal());
    assertEquals("", leader.lastCollected().problem(), "150 was the quorum");
    for (LoopServer dead : members.subList(10, 15)) {
      assertEquals(ServerState.MISSING, leader.progressOf(dead).state());
    }
  }

  private static List<LoopServer> members(LoopNetwork network) {
    List<LoopServer> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      members.add(network.add("boston-" + i));
    }
    return members;
  }

  private static List<ServerName> names(List<LoopServer> members) {
    return members.stream().map(LoopServer::name).collect(Collectors.toList());
  }
}
