package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Queue;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.RateControl.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the rate is judged window by window, with receivers that count exactly (LD-5). */
class RateControlTest {
  private static final long BOUND = 10_000_000;
  private static final long MS = 1_000_000;
  private static final int FRAMES = 10_000;
  private static final ServerName A = new ServerName("a");
  private static final ServerName B = new ServerName("b");
  private static final ServerName C = new ServerName("c");

  private final RateControl control = new RateControl(MctpConfig.lan().rate());
  private final Queue<Late> answers = new ArrayDeque<>();
  private long nowNs = 1_000 * MS;
  private int lastWindow;

  RateControlTest() {
    control.bound(BOUND);
  }

  /** One window in which receivers lose these shares. */
  private void window(double... losses) {
    control.marked(0);
    control.marked(nowNs + 25 * MS);
    ServerName[] names = {A, B, C};
    for (int i = 0; i < losses.length; i++) {
      int heard = (int) Math.round(FRAMES * (1 - losses[i]));
      control.heard(names[i], control.window(), FRAMES, heard);
    }
    nowNs += 100 * MS;
    control.tick(nowNs);
  }

  /** One window behind a link of this capacity that also loses at random. */
  private void overLink(double capacity, double random) {
    double passes = Math.min(1, capacity / control.bytesPerSecond());
    double loss = 1 - passes * (1 - random);
    window(loss, loss, loss);
  }

  private double share() {
    return (double) control.bytesPerSecond() / BOUND;
  }

  @Test
  void shouldStartAtHalfTheBoundAndReachItAfterOneWindow() {
    assertEquals(0.5, share());
    window(0, 0, 0);
    assertEquals(1, share());
  }

  @Test
  void shouldCutTheRateForOneWindowWhenLossIsNew() {
    window(0);
    window(0.5);
    assertEquals(Phase.TESTING, control.phase());
    assertEquals(0.5 * 0.95, share(), 0.01);
  }

  @Test
  void shouldGoBackWhenLossDoesNotFallWithTheRate() {
    window(0, 0, 0);
    window(0.05, 0.05, 0.05);
    window(0.05, 0.05, 0.05);
    assertEquals(Phase.OPEN, control.phase());
    assertEquals(1, share());
    assertEquals(0.05, control.usualLoss(), 0.001);
    double shares = 0;
    for (int i = 0; i < 1_000; i++) {
      window(0.05, 0.05, 0.05);
      shares += share();
    }
    assertTrue(shares > 998, "looks again, and less and less often: " + shares);
  }

  @Test
  void shouldStayAtWhatArrivesWhenLossFallsWithTheRate() {
    window(0);
    overLink(0.6 * BOUND, 0);
    overLink(0.6 * BOUND, 0);
    assertEquals(Phase.OPEN, control.phase());
    assertEquals(0.6 * 0.95, share(), 0.001);
  }

  @Test
  void shouldHoverBelowTheLimitOfALink() {
    double carried = 0;
    double sent = 0;
    for (int i = 0; i < 300; i++) {
      if (i >= 50) {
        carried += Math.min(control.bytesPerSecond(), 0.6 * BOUND);
        sent += control.bytesPerSecond();
      }
      overLink(0.6 * BOUND, 0.03);
    }
    assertTrue(carried / 250 > 0.96 * 0.6 * BOUND, "carried " + carried / 250);
    assertTrue(sent / carried < 1.03, "sent for what was carried " + sent / carried);
  }

  @Test
  void shouldUseALinkAgainThatBecameFaster() {
    for (int i = 0; i < 50; i++) {
      overLink(0.3 * BOUND, 0);
    }
    for (int i = 0; i < 20; i++) {
      overLink(2.0 * BOUND, 0);
    }
    assertEquals(1, share());
  }

  @Test
  void shouldNotTestForAPauseThatHappensOnce() {
    window(0);
    window(0.02);
    assertEquals(1, share());
    window(0);
    window(0.02);
    assertEquals(Phase.OPEN, control.phase());
    window(0.02);
    assertEquals(Phase.TESTING, control.phase());
  }

  @Test
  void shouldFindCongestionLaterInLossOnceTakenForRandom() {
    window(0);
    window(0.3);
    window(0.3);
    assertEquals(1, share());
    for (int i = 0; i < 200; i++) {
      overLink(0.7 * BOUND, 0);
    }
    assertTrue(share() < 0.75, "share " + share());
  }

  @Test
  void shouldFollowWhatMostReceiversHear() {
    window(0, 0, 0);
    for (int i = 0; i < 20; i++) {
      window(0, 0.9, 0);
      assertEquals(1, share());
    }
    window(0, 0.9, 0.9);
    assertEquals(Phase.TESTING, control.phase());
  }

  @Test
  void shouldMeasureWhatIsSentAndNotWhatMayBeSent() {
    window(0);
    // A socket that takes a tenth of the bound, and half of that arrives.
    control.sent(0.1 * BOUND, BOUND);
    window(0.5);
    assertEquals(0.05 * 0.95, share(), 0.001);
  }

  @Test
  void shouldHalveTheRateWhenNobodyIsHeardOf() {
    window(0);
    for (int i = 0; i < 10; i++) {
      control.marked(nowNs + 25 * MS);
      nowNs += 50 * MS;
      control.tick(nowNs);
    }
    assertEquals(0.5, share());
  }

  @Test
  void shouldFallToTheLowestRateWhenNobodyIsEverHeardOf() {
    window(0);
    answeredAfter(Long.MAX_VALUE, 60_000);
    assertEquals(125_000, control.bytesPerSecond());
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 400, 600, 1_000, 2_000, 3_000})
  void shouldSendAtTheBoundWhenAnswersComeLateAndTellOfNoLoss(long lateMs) {
    answeredAfter(lateMs, 20_000);
    double shares = 0;
    for (int i = 0; i < 600; i++) {
      answeredAfter(lateMs, 50);
      shares += share();
    }
    assertTrue(shares / 600 > 0.85, "mean share " + shares / 600);
  }

  @Test
  void shouldStayAtWhatALinkTakesWhenAnswersComeLate() {
    overLinkAfter(1_000, 0.3 * BOUND, 20_000);
    double shares = 0;
    for (int i = 0; i < 600; i++) {
      overLinkAfter(1_000, 0.3 * BOUND, 50);
      shares += share();
    }
    assertEquals(0.3, shares / 600, 0.06);
  }

  private void answeredAfter(long lateMs, long forMs) {
    overLinkAfter(lateMs, Double.MAX_VALUE, forMs);
  }

  /** Marks every 50 ms, and what a starved receiver says to each of them so much later. */
  private void overLinkAfter(long lateMs, double capacity, long forMs) {
    for (long untilNs = nowNs + forMs * MS; nowNs < untilNs; nowNs += 50 * MS) {
      boolean begins = control.window() != lastWindow;
      lastWindow = control.window();
      control.marked(begins ? 0 : nowNs + 25 * MS);
      if (!begins && lateMs < Long.MAX_VALUE) {
        int heard = (int) (100 * Math.min(1, capacity / control.bytesPerSecond()));
        answers.add(new Late(nowNs + lateMs * MS, lastWindow, heard));
      }
      while (!answers.isEmpty() && answers.peek().atNs <= nowNs) {
        Late late = answers.remove();
        control.heard(A, late.window, 100, late.heard);
      }
      control.tick(nowNs);
    }
  }

  private record Late(long atNs, int window, int heard) {}

  @Test
  void shouldIgnoreCountsOfAnotherWindow() {
    control.heard(A, control.window() - 1, FRAMES, 0);
    window(0);
    assertEquals(1, share());
  }

  @Test
  void shouldKeepTheBoundWhenItIsFixed() {
    RateControl fixed = new RateControl(MctpConfig.lan().rate().with(false, 50 * MS));
    fixed.bound(BOUND);
    assertEquals(BOUND, fixed.bytesPerSecond());
    fixed.marked(nowNs);
    fixed.heard(A, fixed.window(), FRAMES, 1);
    fixed.tick(nowNs + 100 * MS);
    assertEquals(BOUND, fixed.bytesPerSecond());
  }

  @Test
  void shouldRememberWhatTheNetworkTakesWhenABoundIsLow() {
    window(0);
    control.bound(BOUND / 10);
    assertEquals(BOUND / 10, control.bytesPerSecond());
    window(0);
    control.bound(BOUND);
    assertEquals(BOUND, control.bytesPerSecond());
  }
}
