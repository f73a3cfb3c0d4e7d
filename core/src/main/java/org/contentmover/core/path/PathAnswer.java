package org.contentmover.core.path;

import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * A member's answer to probes of its leader, at a random time, so that many members do not answer
 * at once. Owned by one thread.
 */
public final class PathAnswer {
  private final RandomGenerator random;
  private final IntConsumer answer;
  private int heardBytes;
  private long dueNs = PathSearch.NEVER;

  /**
   * Nothing heard yet.
   *
   * @param answer tells the leader that a datagram so large has come
   */
  public PathAnswer(RandomGenerator random, IntConsumer answer) {
    this.random = random;
    this.answer = answer;
  }

  /** A probe has come; of several before the answer the largest is answered. */
  public void onProbe(int bytes, long windowNs, long nowNs) {
    heardBytes = Math.max(heardBytes, bytes);
    if (dueNs == PathSearch.NEVER) {
      dueNs = nowNs + random.nextLong(Math.max(1, windowNs));
    }
  }

  /** What has come is not to be answered: who sent it leads no more. */
  public void forget() {
    heardBytes = 0;
    dueNs = PathSearch.NEVER;
  }

  public void onTimer(long nowNs) {
    if (nowNs >= dueNs) {
      dueNs = PathSearch.NEVER;
      int bytes = heardBytes;
      heardBytes = 0;
      answer.accept(bytes);
    }
  }

  public long nextDeadlineNs() {
    return dueNs;
  }
}
