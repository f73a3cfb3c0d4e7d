package org.contentmover.core.mctp;

import org.contentmover.core.mctp.wire.FrameHeader;

/** Sends the frames of a pass one by one, no faster than the session's share of the rate. */
final class FramePump {
  private final TransferSession session;
  private final PassPlan plan;
  private final long wakeNs;
  private final SenderOutput output;
  private final MctpCounters counters;
  private final TokenBucket bucket;

  FramePump(
      TransferSession session,
      PassPlan plan,
      long bytesPerSecond,
      Pace pace,
      SenderOutput output,
      MctpCounters counters,
      long nowNs) {
    this.session = session;
    this.plan = plan;
    this.wakeNs = pace.wakeNs();
    this.output = output;
    this.counters = counters;
    this.bucket = new TokenBucket(bytesPerSecond, pace.burstNs(), nowNs);
  }

  /** The rate from now on. */
  void rate(long bytesPerSecond) {
    if (bytesPerSecond != bucket.bytesPerSecond()) {
      bucket.rate(bytesPerSecond);
    }
  }

  long bytesPerSecond() {
    return bucket.bytesPerSecond();
  }

  /**
   * Sends the next frame of a pass that is not over, if the rate allows.
   *
   * @return whether it did
   */
  boolean sendFrame(int pass, long nowNs) {
    boolean sent = plan.isParityNext() ? sendParity(pass, nowNs) : sendData(pass, nowNs);
    if (sent) {
      plan.advance();
    }
    return sent;
  }

  private boolean sendData(int pass, long nowNs) {
    int frame = plan.frame();
    int length = session.lengthOf(frame);
    if (!bucket.tryTake(FrameHeader.BYTES + length, nowNs)) {
      return false;
    }
    output.sendFrame(session, pass, frame, session.offsetOf(frame), length);
    return true;
  }

  private boolean sendParity(int pass, long nowNs) {
    int block = plan.parityBlock();
    if (!bucket.tryTake(FrameHeader.BYTES + session.parityBytes(block), nowNs)) {
      return false;
    }
    output.sendParity(session, pass, block, plan.parityIndex());
    counters.paritySent++;
    return true;
  }

  /** When enough sending time has gathered to be worth a wake-up. */
  long nextNs() {
    return bucket.readyAtNs() + wakeNs;
  }
}
