package org.contentmover.gl.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BreatherTest {
  private static final long MS = 1_000_000;
  private static final long FRAME_NS = 120_000; // 1,500 bytes at 100 Mbit/s
  private final Breather breather = new Breather(4 << 20);
  private long nowNs = 1_000 * MS;

  @Test
  void shouldWakeForManyFramesAtOnceInAStream() {
    int wakings = 0;
    long endNs = nowNs + 1_000 * MS;
    long arrivedNs = nowNs;
    while (nowNs < endNs) {
      arrivedNs += FRAME_NS;
      if (arrivedNs > nowNs) {
        nowNs = arrivedNs;
        wakings++;
      }
      nowNs += breather.pauseNs(nowNs);
    }
    assertTrue(wakings < 8_333 / 4, wakings + " wakings for 8,333 frames");
  }

  @Test
  void shouldNotLetSingleDatagramsWait() {
    for (int i = 0; i < 100; i++) {
      nowNs += 5 * MS;
      assertEquals(0, breather.pauseNs(nowNs));
    }
  }

  @Test
  void shouldSleepLessWhenTheBufferIsSmall() {
    Breather small = new Breather(208 << 10);
    assertTrue(longestPauseNs(small) < MS / 4);
    assertEquals(2 * MS, longestPauseNs(breather));
    assertEquals(0, longestPauseNs(new Breather(0)));
  }

  private long longestPauseNs(Breather some) {
    long longestNs = 0;
    for (int i = 0; i < 100; i++) {
      nowNs += FRAME_NS;
      longestNs = Math.max(longestNs, some.pauseNs(nowNs));
    }
    return longestNs;
  }
}
