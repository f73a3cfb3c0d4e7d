package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

/** One receiver that is much slower than the others leaves them alone (LD-5). */
class SlowReceiverTest {
  private static final long BOUND = 12_500_000;
  private static final int SIZE_BYTES = 40_000_000;
  private static final AssignmentId ID = new AssignmentId(new UUID(0, 1));

  private final List<LoopServer> others = new ArrayList<>();
  private LoopNetwork network;
  private LoopServer leader;
  private LoopServer slow;

  @Test
  void shouldNotDelayTheOthersByAReceiverAtATenthOfTheRate() {
    for (double loss : new double[] {0, 0.02}) {
      double without = secondsOfTheOthers(loss, server -> {});
      double with =
          secondsOfTheOthers(
              loss, server -> server.downlink = new DropTailLink(BOUND / 10, 100_000));
      assertTrue(with < 1.1 * without, "loss " + loss + ": " + with + " s, without " + without);
      assertEquals(1, slow.fetches.size());
    }
  }

  @Test
  void shouldNotDelayTheOthersByAReceiverThatLosesMostFrames() {
    double without = secondsOfTheOthers(0.01, server -> {});
    double with = secondsOfTheOthers(0.01, server -> server.loss(0.6));
    // Its answers are lost too: announcement and passes wait for them, 320 ms each.
    assertTrue(with < without + 1, with + " s, without " + without);
    network.runFor(10_000 * LoopNetwork.MS);
    assertEquals(1, slow.received.size(), "by parity frames or by unicast");
  }

  @Test
  void shouldSendASlowReceiverToFetchLongBeforeThePassIsOver() {
    start(0, server -> server.downlink = new DropTailLink(BOUND / 10, 100_000));
    network.runFor(2_000 * LoopNetwork.MS);
    assertEquals(1, slow.fetches.size());
    network.runFor(500 * LoopNetwork.MS);
    assertEquals(ServerState.REPORTED, leader.progressOf(slow).state());
  }

  @Test
  void shouldKeepASlowReceiverThatCannotFetch() {
    sourceUrl = "";
    start(0, server -> server.downlink = new DropTailLink(BOUND / 10, 100_000));
    network.runFor(2_000 * LoopNetwork.MS);
    assertEquals(0, slow.fetches.size());
    assertEquals(ServerState.RECEIVING, leader.progressOf(slow).state());
  }

  @Test
  void shouldNotSendAnybodyToFetchWhenAllAreSlow() {
    start(0, server -> {});
    for (LoopServer server : network.all()) {
      server.downlink = new DropTailLink(BOUND / 10, 100_000);
    }
    network.runFor(3_000 * LoopNetwork.MS);
    for (LoopServer server : network.all()) {
      assertEquals(0, server.fetches.size());
    }
  }

  @Test
  void shouldHearNoMoreAnswersThanAllowedFrom200Receivers() {
    network = new LoopNetwork(3);
    for (int i = 0; i < 200; i++) {
      network.add("boston-" + i);
    }
    leader = network.get(new ServerName("boston-0"));
    network.lead(leader, 7);
    network.runFor(1);
    distribute(500_000, BOUND / 10);
    network.runFor(500 * LoopNetwork.MS);
    long answers = network.transcript().stream().filter(line -> line.contains("HEARD")).count();
    assertTrue(answers > 30 && answers < 100, answers + " answers in about 0.4 s");
  }

  private String sourceUrl = "http://boston-0/";

  private double secondsOfTheOthers(double loss, Consumer<LoopServer> slowness) {
    start(loss, slowness);
    while (others.stream().anyMatch(server -> server.received.isEmpty())) {
      network.runFor(LoopNetwork.MS);
    }
    return network.nowNs() / 1e9;
  }

  private void start(double loss, Consumer<LoopServer> slowness) {
    network = new LoopNetwork(5).loss(loss).inOrder();
    others.clear();
    leader = network.add("boston-0");
    for (int i = 1; i < 8; i++) {
      others.add(network.add("boston-" + i));
    }
    slow = network.add("boston-slow");
    network.all().forEach(server -> server.fetchesFrom = leader);
    slowness.accept(slow);
    network.lead(leader, 7);
    distribute(SIZE_BYTES, BOUND);
  }

  private void distribute(int sizeBytes, long bound) {
    List<ServerName> names = new ArrayList<>();
    network.all().forEach(server -> names.add(server.name()));
    byte[] content = new byte[sizeBytes];
    DistributionOrder order = LossyTransferTest.order(ID, content, names, names.size() - 1, bound);
    leader.distribute(
        new DistributionOrder(
            order.assignment(),
            order.name(),
            order.sizeBytes(),
            order.sha256(),
            order.participants(),
            order.quorum(),
            order.frameBytes(),
            order.rateBytesPerSecond(),
            order.dataChannel(),
            sourceUrl,
            order.ticket(),
            order.deadlineNs()),
        content);
  }
}
