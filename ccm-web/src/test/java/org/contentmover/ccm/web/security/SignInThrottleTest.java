package org.contentmover.ccm.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private final SignInThrottle throttle = new SignInThrottle();
  private long nowNs = Long.MAX_VALUE - SECOND_NS; // A monotonic clock may wrap.

  @Test
  void shouldLetAPersonMistypeAFewTimes() {
    fail("ann", 4);

    assertEquals(0, waitSeconds("ann"));
  }

  @Test
  void shouldDoubleTheWaitWithEveryFurtherFailure() {
    fail("ann", 5);
    assertEquals(1, waitSeconds("ann"));
    fail("ann", 1);
    assertEquals(2, waitSeconds("ann"));
    fail("ann", 1);
    assertEquals(4, waitSeconds("ann"));
    fail("ann", 100);
    assertEquals(300, waitSeconds("ann"));
  }

  @Test
  void shouldLetTryAgainWhenTheWaitIsOver() {
    fail("ann", 6);

    nowNs += 2 * SECOND_NS;

    assertEquals(0, waitSeconds("ann"));
  }

  @Test
  void shouldNotLetAnybodyLockOutSomebodyElse() {
    fail("admin", 20);

    assertEquals(0, throttle.waitNs("admin", "10.0.0.9", nowNs));
    assertEquals(0, waitSeconds("ann"));
  }

  @Test
  void shouldSlowAnAddressThatTriesManyAccounts() {
    for (int i = 0; i < SignInThrottle.FREE_FAILURES_PER_ADDRESS; i++) {
      fail("user" + i, 1);
    }

    assertEquals(1, waitSeconds("ann"));
  }

  @Test
  void shouldForgetFailuresAfterSuccessAndAfterAWhile() {
    fail("ann", 6);
    throttle.succeeded("ann", "10.0.0.1");
    assertEquals(0, waitSeconds("ann"));

    fail("bob", 6);
    nowNs += SignInThrottle.FORGOTTEN_AFTER_NS + 1;
    fail("bob", 1);
    assertEquals(0, waitSeconds("bob"));
  }

  @Test
  void shouldNotRememberWhatIsNoNameOfAnAccount() {
    String name = "x".repeat(SignInThrottle.LONGEST_ACCOUNT + 1);
    fail(name, SignInThrottle.FREE_FAILURES_PER_ADDRESS);

    assertEquals(1, throttle.remembered());
    assertEquals(1, waitSeconds(name), "the address has to wait");
  }

  @Test
  void shouldNotKeepWhatIsForgotten() {
    fail("ann", 1);
    fail("bob", 1);
    nowNs += SignInThrottle.FORGOTTEN_AFTER_NS + 1;
    fail("cid", 1);

    assertEquals(2, throttle.remembered(), "cid, and the address");
  }

  @Test
  void shouldNotGrowWithoutBound() {
    for (int i = 0; i < SignInThrottle.MAX_REMEMBERED * 2; i++) {
      throttle.failed("user" + i, "10.0.0.1", nowNs);
    }

    assertTrue(throttle.remembered() <= SignInThrottle.MAX_REMEMBERED);
    assertEquals(300, waitSeconds("ann"), "the address that goes on is not forgotten");
  }

  private void fail(String account, int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed(account, "10.0.0.1", nowNs);
    }
  }

  private long waitSeconds(String account) {
    return throttle.waitNs(account, "10.0.0.1", nowNs) / SECOND_NS;
  }
}
