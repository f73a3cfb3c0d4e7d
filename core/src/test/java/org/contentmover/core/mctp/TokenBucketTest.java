package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Property(tries = 200)
  void shouldKeepTheRateWhateverTheStepOfTheClock(
      @ForAll @LongRange(min = 100_000, max = 1_000_000_000) long rate,
      @ForAll @IntRange(min = 100, max = 9_000) int bytes,
      @ForAll @LongRange(min = 1_000_000, max = 9_000_000) long stepNs) {
    long burstNs = 10_000_000;
    TokenBucket bucket = new TokenBucket(rate, burstNs, 0);
    long sent = 0;
    for (long now = 0; now <= SECOND; now += stepNs) {
      while (bucket.tryTake(bytes, now)) {
        sent += bytes;
      }
    }

    long burst = rate / 100 + bytes;
    assertTrue(sent <= rate + burst, sent + " bytes in a second at " + rate);
    assertTrue(sent >= rate - rate / 100 - bytes, sent + " bytes in a second at " + rate);
  }

  @Test
  void shouldAllowNoMoreThanABurstAfterIdleTime() {
    TokenBucket bucket = new TokenBucket(1_000_000, 10_000_000, 0);
    long now = 3_600 * SECOND;
    int sent = 0;
    while (bucket.tryTake(1_000, now)) {
      sent++;
    }
    assertEquals(11, sent, "10 ms at 1 MB/s are 10 frames, and one may start at the edge");
  }

  @Test
  void shouldSayWhenTheNextFrameMayGo() {
    TokenBucket bucket = new TokenBucket(1_000_000, 0, 0);
    assertTrue(bucket.tryTake(1_000, 0));
    assertEquals(1_000_000, bucket.readyAtNs());
    assertFalse(bucket.tryTake(1_000, 999_999));
    assertTrue(bucket.tryTake(1_000, 1_000_000));
  }

  @Test
  void shouldFollowANewRate() {
    TokenBucket bucket = new TokenBucket(1_000_000, 0, 0);
    bucket.rate(2_000_000);
    assertTrue(bucket.tryTake(1_000, 0));
    assertEquals(500_000, bucket.readyAtNs());
  }

  @Test
  void shouldWorkWithAClockThatWrapsAround() {
    long now = Long.MAX_VALUE - 1_000;
    TokenBucket bucket = new TokenBucket(1_000_000, 0, now);
    assertTrue(bucket.tryTake(1_000, now));
    assertFalse(bucket.tryTake(1_000, now + 999_999));
    assertTrue(bucket.tryTake(1_000, now + 1_000_000));
  }
}
