package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.contentmover.core.mctp.wire.BlockNeed;
import org.contentmover.core.mctp.wire.FrameRange;
import org.junit.jupiter.api.Test;

/**
 * What a pass sends (LD-4, LD-6, LD-11); frames are named d, parity frames p with block and index.
 */
class PassPlanTest {
  private final PassPlan plan = new PassPlan(300);

  @Test
  void shouldSendAllOfWhatAllLack() {
    PassPlan small = new PassPlan(4);
    small.need(List.of(new FrameRange(0, 4)));
    assertEquals(List.of("d0", "d1", "d2", "d3"), pass(small));
  }

  @Test
  void shouldSendAsManyParityFramesAsWhoeverLacksMost() {
    need(1, 2);
    need(3, 4, 5);
    need(6);
    assertEquals(List.of("p0.0", "p0.1", "p0.2"), pass(plan));
  }

  @Test
  void shouldDecideForEachBlockByItself() {
    need(1, 130, 131, 299);
    need(2, 130, 299);
    assertEquals(List.of("p0.0", "d130", "d131", "d299"), pass(plan));
  }

  @Test
  void shouldSendDataWhereParityWouldNotBeFewer() {
    need(1, 2);
    need(2);
    assertEquals(List.of("d1", "d2"), pass(plan));
  }

  @Test
  void shouldUseNewParityFramesInEachPass() {
    for (int pass = 0; pass < 3; pass++) {
      need(1);
      need(2);
      assertEquals(List.of("p0." + pass), pass(plan));
    }
  }

  @Test
  void shouldRepeatDataWhenAllParityFramesAreUsed() {
    for (int pass = 0; pass < 126 / 2; pass++) {
      need(1, 2);
      need(3, 4);
      pass(plan);
    }
    need(1, 2);
    need(3, 4);
    assertEquals(List.of("d1", "d2", "d3", "d4"), pass(plan));
    need(1);
    need(3);
    assertEquals(List.of("p0.126"), pass(plan));
  }

  @Test
  void shouldCountAGapOverTwoBlocksInBoth() {
    plan.need(List.of(new FrameRange(126, 5)));
    need(5, 6, 140);
    assertEquals(List.of("p0.0", "p0.1", "p1.0", "p1.1", "p1.2"), pass(plan));
  }

  @Test
  void shouldNotAddUpWhatOnePartTellsTwice() {
    need(1, 2);
    need(1, 2);
    need(3);
    assertEquals(List.of("p0.0", "p0.1"), pass(plan));
  }

  @Test
  void shouldGoOnWithTheParityFramesOfAnEarlierSession() {
    need(1);
    need(2);
    pass(plan);
    PassPlan again = new PassPlan(300);
    again.continueAfter(plan);
    again.need(List.of(new FrameRange(1, 1)));
    again.need(List.of(new FrameRange(2, 1)));
    assertEquals(List.of("p0.1"), pass(again));
    PassPlan other = new PassPlan(200);
    other.continueAfter(plan);
    other.need(List.of(new FrameRange(1, 1)));
    other.need(List.of(new FrameRange(2, 1)));
    assertEquals(List.of("p0.0"), pass(other));
  }

  @Test
  void shouldForgetWhatIsNotNeededAnyMore() {
    need(1);
    assertTrue(plan.isNeeded());
    plan.forgetNeeds();
    assertFalse(plan.isNeeded());
    need(7, 8);
    assertEquals(List.of("d7", "d8"), pass(plan));
  }

  @Test
  void shouldRepairInsideThePassAtOnceWhatIsToldThere() {
    all();
    assertEquals("d130", after(131));
    plan.marked(1);
    assertEquals(1, plan.sentBlocks());
    plan.needAt(1, new BlockNeed(0, 2));
    assertEquals(List.of("p0.0", "p0.1", "d131"), next(3));
  }

  @Test
  void shouldSendOnlyWhatIsBeyondThatOfOthersForANeedAsOfTheSameMark() {
    all();
    after(131);
    plan.marked(1);
    plan.needAt(1, new BlockNeed(0, 2));
    assertEquals(List.of("p0.0", "p0.1"), next(2));
    plan.needAt(1, new BlockNeed(0, 2));
    plan.needAt(1, new BlockNeed(0, 3));
    assertEquals(List.of("p0.2", "d131"), next(2));
  }

  @Test
  void shouldSendNewParityForANeedAfterTheParityBefore() {
    all();
    after(131);
    plan.marked(1);
    plan.needAt(1, new BlockNeed(0, 2));
    next(2);
    plan.marked(2);
    plan.needAt(2, new BlockNeed(0, 1));
    assertEquals(List.of("p0.2", "d131"), next(2));
    plan.needAt(1, new BlockNeed(0, 3));
    assertEquals(List.of("d132"), next(1));
  }

  @Test
  void shouldNotSendTwiceWhatThePassWillSendAnyway() {
    need(1, 2);
    need(3, 4);
    need(140);
    need(150);
    plan.beginPass(0);
    plan.marked(1);
    plan.needAt(1, new BlockNeed(1, 1));
    assertEquals(List.of("p0.0", "p0.1", "p1.0"), rest());
  }

  @Test
  void shouldNotRepairABlockOfWhichDataIsStillToCome() {
    all();
    after(131);
    plan.marked(1);
    plan.needAt(1, new BlockNeed(1, 2));
    assertEquals(List.of("d131"), next(1));
  }

  /** The largest that can be said; whoever says it must not end the leader. */
  @Test
  void shouldNotRepairABlockThatThereIsNot() {
    all();
    after(131);
    plan.marked(1);
    assertEquals(0, plan.needAt(1, new BlockNeed(3, 1)));
    assertEquals(0, plan.needAt(1, new BlockNeed(Integer.MAX_VALUE, 1)));
    assertEquals(List.of("d131"), next(1));
  }

  @Test
  void shouldSayThatItAddsNothingToABlockWhoseParityFramesAreUsed() {
    for (int pass = 0; pass < 126 / 2; pass++) {
      need(1, 2);
      need(3, 4);
      pass(plan);
    }
    need(1, 2, 130);
    need(3, 4, 130);
    plan.beginPass(0);
    while (plan.frame() < 130) {
      sendOne(plan);
    }
    plan.marked(1);
    assertEquals(0, plan.needAt(1, new BlockNeed(0, 2)));
    assertEquals(1, plan.framesLeft());
  }

  @Test
  void shouldLeaveToTheNextPassWhatIsToldWhenThisOneIsOver() {
    need(1, 2);
    plan.beginPass(0);
    rest();
    plan.needAt(1, new BlockNeed(0, 1));
    assertTrue(plan.isPassOver());
    assertEquals(0, plan.sentBlocks());
  }

  @Test
  void shouldAddSpareParityToAPassThatIsShorterThanAskingAgain() {
    need(1, 2);
    need(3);
    need(140);
    plan.beginPass(3);
    assertEquals(List.of("p0.0", "p0.1", "p0.2", "d140", "p1.0"), rest());
  }

  @Test
  void shouldSendParityBehindTheBlocksThatAreLeftBeforeAnybodyAsks() {
    all();
    after(130);
    plan.addAhead(frames -> frames / 40);
    assertEquals("p1.2", after(126 + 3));
    assertEquals("d299", after(44));
    assertEquals(List.of("p2.0"), rest());
  }

  @Test
  void shouldCountWhatWasSentAheadForANeedThatIsToldOfIt() {
    all();
    after(290);
    plan.addAhead(frames -> 2);
    after(11);
    plan.marked(1);
    plan.needAt(1, new BlockNeed(2, 2));
    assertEquals(List.of("p2.1", "p2.2"), rest());
  }

  @Test
  void shouldAddNothingToALongPass() {
    need(1, 140);
    plan.beginPass(1);
    assertEquals(List.of("d1", "d140"), rest());
  }

  /** A first pass is being sent. */
  private void all() {
    plan.need(List.of(new FrameRange(0, 300)));
    plan.beginPass(0);
  }

  private String after(int frames) {
    return next(frames).get(frames - 1);
  }

  private List<String> next(int frames) {
    List<String> sent = new ArrayList<>();
    while (sent.size() < frames) {
      sent.add(sendOne(plan));
    }
    return sent;
  }

  private List<String> rest() {
    List<String> sent = new ArrayList<>();
    while (!plan.isPassOver()) {
      sent.add(sendOne(plan));
    }
    return sent;
  }

  private static String sendOne(PassPlan plan) {
    String name =
        plan.isParityNext()
            ? "p" + plan.parityBlock() + "." + plan.parityIndex()
            : "d" + plan.frame();
    plan.advance();
    return name;
  }

  /** One participant lacks these frames. */
  private void need(int... frames) {
    plan.need(Arrays.stream(frames).mapToObj(frame -> new FrameRange(frame, 1)).toList());
  }

  private static List<String> pass(PassPlan plan) {
    plan.beginPass(0);
    int frames = plan.framesInPass();
    List<String> sent = new ArrayList<>();
    while (!plan.isPassOver()) {
      assertEquals((double) sent.size() / frames, plan.sentShare());
      sent.add(sendOne(plan));
    }
    assertEquals(frames, sent.size());
    return sent;
  }
}
