package org.contentmover.core.mctp;

import java.util.List;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.mctp.wire.BlockNeed;
import org.contentmover.core.mctp.wire.Heard;
import org.contentmover.core.mctp.wire.Mark;

/**
 * Counts what one reception hears from mark to mark, and tells its leader when it is drawn to, at a
 * random moment, together with what it lacks (LD-11). Counting a frame allocates nothing.
 */
final class HeardTeller {
  private static final long NS_PER_MS = 1_000_000L;

  private final Outbox outbox;
  private final RandomGenerator random;
  private final Holdings holdings;

  private int lastMark;
  private int heardSinceMark;
  private Heard answer;
  private long atNs = AskTimer.NEVER;

  HeardTeller(Outbox outbox, RandomGenerator random, Holdings holdings) {
    this.outbox = outbox;
    this.random = random;
    this.holdings = holdings;
  }

  /** There is another leader, or none: its marks are others. */
  void reset() {
    lastMark = 0;
    heardSinceMark = 0;
    atNs = AskTimer.NEVER;
  }

  /** A frame was heard, and taken unless it was here already. */
  void frameHeard() {
    heardSinceMark++;
  }

  /**
   * A mark was heard.
   *
   * @param takesFrames whether frames count here: else the leader would take them for lost
   */
  void onMark(Mark mark, boolean takesFrames, long nowNs) {
    if (mark.number() <= lastMark) {
      return;
    }
    boolean counted = lastMark > 0 && takesFrames;
    if (counted && random.nextInt(Mark.ALL) < mark.answerShare()) {
      // As of now: what was sent after the mark the leader reckons itself.
      List<BlockNeed> needs = holdings.needs(mark.sentBlocks(), BlockNeed.MAX_NEEDS);
      answer =
          new Heard(
              mark.assignment(), mark.epoch(), lastMark, mark.number(), heardSinceMark, needs);
      // A newer answer takes the turn of one that waits: marks that come in a heap, because this
      // server had no processor, must not put it off for ever.
      atNs = Math.min(atNs, nowNs + random.nextLong(mark.windowMs() * NS_PER_MS + 1));
    }
    lastMark = takesFrames ? mark.number() : 0;
    heardSinceMark = 0;
  }

  void tick(PeerAddress leader, long nowNs) {
    if (nowNs >= atNs) {
      atNs = AskTimer.NEVER;
      outbox.unicast(leader, answer);
    }
  }

  /** When the answer is due. */
  long atNs() {
    return atNs;
  }
}
