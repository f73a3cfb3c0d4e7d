package org.contentmover.ccm.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateBoundTest {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  /** Monotonic clocks may start anywhere, below zero as well. */
  private static final long[] STARTS = {0, Long.MAX_VALUE - SECOND_NS, -SECOND_NS / 2};

  @Test
  void shouldLetABurstPassAndBoundTheRateAfterIt() {
    for (long start : STARTS) {
      RateBound rate = new RateBound(1000);

      assertEquals(0, rate.reserve(250, start));
      assertEquals(SECOND_NS / 10, rate.reserve(100, start));
      assertEquals(SECOND_NS / 10 + SECOND_NS, rate.reserve(1000, start));
    }
  }

  @Test
  void shouldNotSaveUpMoreThanABurstInAPause() {
    RateBound rate = new RateBound(1000);
    rate.reserve(250, 0);

    assertEquals(0, rate.reserve(250, 3600 * SECOND_NS));
    assertEquals(SECOND_NS, rate.reserve(1000, 3600 * SECOND_NS));
  }

  @Test
  void shouldBoundAllCallersTogetherWhateverTheyAskFor() {
    for (int round = 0; round < 20; round++) {
      long seed = new Random().nextLong();
      Random random = new Random(seed);
      long bytesPerSecond = 1L + random.nextInt(10_000_000);
      RateBound rate = new RateBound(bytesPerSecond);
      long nowNs = 0;
      long sentBytes = 0;
      long lastSentNs = 0;
      for (int i = 0; i < 1000; i++) {
        nowNs += random.nextInt(10_000_000);
        int bytes = 1 + random.nextInt(64 * 1024);
        lastSentNs = Math.max(lastSentNs, nowNs + rate.reserve(bytes, nowNs));
        sentBytes += bytes;
      }
      double allowed = bytesPerSecond * ((lastSentNs + RateBound.BURST_NS) / 1e9);
      assertTrue(sentBytes <= allowed + 1, "seed " + seed + ": " + sentBytes + " of " + allowed);
    }
  }

  @Test
  void shouldNotBoundWithoutARate() {
    assertEquals(0, new RateBound(0).reserve(Integer.MAX_VALUE, 0));
    assertThrows(IllegalArgumentException.class, () -> new RateBound(-1));
  }
}
