package org.contentmover.agent.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateBoundTest {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  @Test
  void shouldNeverWaitWhenUnlimited() {
    RateBound bound = new RateBound(RateBound.UNLIMITED);

    assertEquals(0, bound.reserve(Integer.MAX_VALUE, 0));
    assertEquals(0, bound.reserve(Integer.MAX_VALUE, 0));
  }

  @Test
  void shouldSendABurstAtOnceAndTheRestAtTheRate() {
    RateBound bound = new RateBound(1_000);

    assertEquals(0, bound.reserve(100, 0));
    assertEquals(SECOND_NS, bound.reserve(1_000, 0));
    assertEquals(2 * SECOND_NS, bound.reserve(1_000, 0));
  }

  @Test
  void shouldNotSaveUpMoreThanABurstInAPause() {
    RateBound bound = new RateBound(1_000);
    bound.reserve(100, 0);

    assertEquals(0, bound.reserve(100, 3600 * SECOND_NS));
    assertEquals(SECOND_NS / 10, bound.reserve(100, 3600 * SECOND_NS));
  }

  @Test
  void shouldWorkWithAClockThatIsNegativeOrWraps() {
    RateBound bound = new RateBound(1_000);

    assertEquals(0, bound.reserve(100, Long.MAX_VALUE - 1));
    assertEquals(SECOND_NS, bound.reserve(1_000, Long.MAX_VALUE - 1));
  }

  @Test
  void shouldKeepTheRateOverAllUsersInVirtualTime() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    long rate = 1_250_000;
    RateBound bound = new RateBound(rate);
    long[] users = new long[5];
    long sentBytes = 0;
    long endNs = 20 * SECOND_NS;

    boolean going = true;
    while (going) {
      int user = earliest(users);
      long nowNs = users[user];
      going = nowNs < endNs;
      if (going) {
        int bytes = 1 + random.nextInt(bound.pieceBytes(64 * 1024));
        users[user] = nowNs + bound.reserve(bytes, nowNs);
        sentBytes += bytes;
      }
    }

    double share = sentBytes / (20.0 * rate);
    assertTrue(share > 0.98 && share < 1.02, "sent " + share + " of the rate, seed " + seed);
  }

  private static int earliest(long[] users) {
    int earliest = 0;
    for (int i = 1; i < users.length; i++) {
      if (users[i] < users[earliest]) {
        earliest = i;
      }
    }
    return earliest;
  }
}
