package org.contentmover.gl.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BreatherTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long FRAME_NS = 120_000; // 1,500 bytes at 100 Mbit/s
  private static final long FLOOD_NS = 70_000;

  /** To take a datagram that lies in the buffer, and to deal with it. */
  private static final long TAKING_NS = 3_000;

  private final Breather breather = new Breather(4 << 20);
  private long nowNs = SECOND;
  private int wakings;
  private long mostInBuffer;

  @Test
  void shouldWakeForManyFramesAtOnceInAStream() {
    receiveForASecond(FRAME_NS, 0);
    assertTrue(wakings < 8_333 / 4, wakings + " wakings for 8,333 frames");
  }

  @Test
  void shouldTakeEverythingThatGatheredHoweverLateItWakes() {
    for (long lateNs = 0; lateNs <= 8 * MS; lateNs += MS / 4) {
      mostInBuffer = 0;
      receiveForASecond(FLOOD_NS, lateNs);
      long gathersInASleep = (2 * MS + lateNs) / FLOOD_NS;
      assertTrue(
          mostInBuffer <= 2 * gathersInASleep,
          mostInBuffer + " wait when it wakes late by " + lateNs);
    }
  }

  @Test
  void shouldNotLetSingleDatagramsWait() {
    for (int i = 0; i < 100; i++) {
      nowNs += 5 * MS;
      assertEquals(0, breather.pauseNs(nowNs, nowNs));
    }
  }

  @Test
  void shouldSleepLessWhenTheBufferIsSmall() {
    Breather small = new Breather(208 << 10);
    assertTrue(longestPauseNs(small) < MS / 4);
    assertEquals(2 * MS, longestPauseNs(breather));
    assertEquals(0, longestPauseNs(new Breather(0)));
  }

  /** A datagram arrives at each interval; the thread wakes so much later than it wanted. */
  private void receiveForASecond(long intervalNs, long lateNs) {
    long arrivedNs = nowNs;
    long endNs = nowNs + SECOND;
    while (nowNs < endNs) {
      arrivedNs += intervalNs;
      if (arrivedNs > nowNs) {
        nowNs = arrivedNs;
        wakings++;
      }
      mostInBuffer = Math.max(mostInBuffer, (nowNs - arrivedNs) / intervalNs);
      long receivedNs = nowNs;
      nowNs += TAKING_NS;
      long pauseNs = breather.pauseNs(receivedNs, nowNs);
      nowNs += pauseNs == 0 ? 0 : pauseNs + lateNs;
    }
  }

  private long longestPauseNs(Breather some) {
    long longestNs = 0;
    for (int i = 0; i < 100; i++) {
      nowNs += FRAME_NS;
      longestNs = Math.max(longestNs, some.pauseNs(nowNs, nowNs));
    }
    return longestNs;
  }
}
