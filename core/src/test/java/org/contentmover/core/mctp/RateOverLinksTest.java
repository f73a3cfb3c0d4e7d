package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the rate control makes of links that are slower than the bound, and of links that lose at
 * random; four receivers, in virtual time (LD-5).
 */
class RateOverLinksTest {
  private static final long BOUND = 12_500_000;
  private static final int RECEIVERS = 4;
  private static final int FRAME_BYTES = 1_400;

  /** Announcement, answers, and a start at half the bound: what every transfer pays. */
  private static final double START_SECONDS = 0.2;

  private static final int SEEDS = 6;

  private int sizeBytes = 30_000_000;
  private MctpConfig config = MctpConfig.lan();
  private LoopNetwork network;
  private LoopServer leader;
  private long framesSent;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.01, 0.02, 0.05, 0.1})
  void shouldKeepTheBoundUnderRandomLoss(double loss) {
    double seconds = firstPass(1, loss, null);
    double atTheBound = (double) framesSent * FRAME_BYTES / BOUND;
    assertTrue(
        seconds < atTheBound * 1.03 + START_SECONDS, seconds + " s; at the bound " + atTheBound);
  }

  @ParameterizedTest
  @ValueSource(ints = {30_000, 100_000, 500_000})
  void shouldFillALinkOfHalfTheBoundWithoutDrowningIt(int queueBytes) {
    for (double loss : new double[] {0, 0.05}) {
      double dropped = 0;
      for (int seed = 1; seed <= SEEDS; seed++) {
        DropTailLink link = new DropTailLink(BOUND / 2, queueBytes);
        double seconds = firstPass(seed, loss, link);
        String about = "queue of " + queueBytes + " bytes, loss " + loss + ", seed " + seed + ": ";
        double carried = link.carriedBytes / seconds / (BOUND / 2.0);
        assertTrue(carried > 0.92, about + "the link was used to " + carried);
        dropped += (double) link.dropped / framesSent / SEEDS;
      }
      // Loss by chance hides congestion now and then; a single seed says little.
      assertTrue(dropped < 0.1, queueBytes + " bytes, loss " + loss + ": it dropped " + dropped);
    }
  }

  @Test
  void shouldComeDownToATenthOfTheBound() {
    sizeBytes = 6_000_000;
    DropTailLink link = new DropTailLink(BOUND / 10, 30_000);
    double seconds = firstPass(1, 0, link);
    double carried = link.carriedBytes / seconds / (BOUND / 10.0);
    assertTrue(carried > 0.85, "the link was used to " + carried);
    assertTrue(link.dropped < framesSent * 0.3, link.dropped + " of " + framesSent);
  }

  @Test
  void shouldDrownALinkWhenTheRateIsFixed() {
    config = config.withRate(config.rate().with(false, 0));
    DropTailLink link = new DropTailLink(BOUND / 2, 100_000);
    firstPass(1, 0, link);
    assertTrue(link.dropped > framesSent * 0.45, link.dropped + " of " + framesSent);
  }

  @Test
  void shouldBeginTheNextSessionWithTheRateThatWasGood() {
    DropTailLink link = new DropTailLink(BOUND / 2, 100_000);
    firstPass(1, 0, link);
    leader.endpoint().cancel(id(1), network.nowNs());
    long droppedBefore = link.dropped;
    long sentBefore = network.framesOnTheWire;

    distribute(2);
    network.runFor(150 * LoopNetwork.MS);

    long sent = network.framesOnTheWire - sentBefore;
    double rate = sent * FRAME_BYTES / 0.12;
    assertTrue(rate > 0.8 * BOUND / 2, "bytes per second at once: " + rate);
    assertTrue(link.dropped - droppedBefore < sent * 0.1, "dropped of " + sent);
  }

  @Test
  void shouldFollowCongestionFromPassToPassWithoutFeedbackInside() {
    config = config.withRate(config.rate().with(true, 0));
    sizeBytes = 3_000_000;
    DropTailLink link = new DropTailLink(BOUND / 4, 100_000);
    firstPass(1, 0, link);
    long droppedAtFirst = link.dropped;
    double lossAtFirst = (double) droppedAtFirst / framesSent;
    network.runFor(3_000 * LoopNetwork.MS);
    double lossLater =
        (double) (link.dropped - droppedAtFirst) / (network.framesOnTheWire - framesSent);
    assertTrue(lossAtFirst > 0.4, "first pass: " + lossAtFirst);
    assertTrue(lossLater < lossAtFirst / 2, "later: " + lossLater);
  }

  private double firstPass(long seed, double loss, DropTailLink uplink) {
    network = new LoopNetwork(seed).loss(loss).uplink(uplink).inOrder().config(config);
    for (int i = 0; i <= RECEIVERS; i++) {
      network.add("boston-" + i);
    }
    leader = network.get(new ServerName("boston-0"));
    network.lead(leader, 7);
    framesSent = (sizeBytes - 1L) / (FRAME_BYTES - 24) + 1;
    distribute(1);
    while (network.framesOnTheWire < framesSent) {
      network.runFor(LoopNetwork.MS);
    }
    return network.nowNs() / 1e9;
  }

  private static AssignmentId id(long number) {
    return new AssignmentId(new UUID(0, number));
  }

  private void distribute(long number) {
    List<ServerName> names = new ArrayList<>();
    network.all().forEach(server -> names.add(server.name()));
    byte[] content = new byte[sizeBytes];
    leader.distribute(
        LossyTransferTest.order(id(number), content, names, names.size(), BOUND), content);
  }
}
