package org.contentmover.ccm.web.security;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Slows guessing of passwords down: after five failures of one account from one address the next
 * attempt has to wait 1 s, then 2 s, 4 s … up to five minutes; of one address over all accounts
 * after fifty. Waiting binds the pair and not the account, so that nobody can lock an administrator
 * out from elsewhere. Forgotten after 15 minutes without a failure.
 *
 * <p>Kept in the memory of this node only. Thread-safe; time is an argument, nanoseconds of any
 * monotonic clock.
 */
public final class SignInThrottle {
  static final int FREE_FAILURES_PER_ACCOUNT = 5;
  static final int FREE_FAILURES_PER_ADDRESS = 50;
  static final long FIRST_WAIT_NS = TimeUnit.SECONDS.toNanos(1);
  static final long LONGEST_WAIT_NS = TimeUnit.MINUTES.toNanos(5);
  static final long FORGOTTEN_AFTER_NS = TimeUnit.MINUTES.toNanos(15);

  /** About 3 MB at most; the ones that failed longest ago are forgotten first. */
  static final int MAX_REMEMBERED = 20_000;

  /** What is longer is no account's name, and is not remembered: it may be as long as a request. */
  static final int LONGEST_ACCOUNT = 63;

  private record Origin(String address, String account) {}

  private record Failures(int count, long lastNs) {}

  /** Who failed longest ago is first. */
  private final Map<Origin, Failures> failures = new LinkedHashMap<>();

  /** Nanoseconds until this account may be tried again from this address, 0 when it may now. */
  public synchronized long waitNs(String account, String address, long nowNs) {
    return Math.max(
        waitNs(new Origin(address, account), FREE_FAILURES_PER_ACCOUNT, nowNs),
        waitNs(new Origin(address, ""), FREE_FAILURES_PER_ADDRESS, nowNs));
  }

  public synchronized void failed(String account, String address, long nowNs) {
    if (account.length() <= LONGEST_ACCOUNT) {
      count(new Origin(address, account), nowNs);
    }
    count(new Origin(address, ""), nowNs);
    forget(nowNs);
  }

  /** Forgets the failures of the account; those of the address stay, it may guess others. */
  public synchronized void succeeded(String account, String address) {
    failures.remove(new Origin(address, account));
  }

  synchronized int remembered() {
    return failures.size();
  }

  private long waitNs(Origin origin, int free, long nowNs) {
    Failures known = failures.get(origin);
    if (known == null || known.count() < free || isForgotten(known, nowNs)) {
      return 0;
    }
    int doublings = Math.min(known.count() - free, 20);
    long wait = Math.min(FIRST_WAIT_NS << doublings, LONGEST_WAIT_NS);
    return Math.max(0, known.lastNs() + wait - nowNs);
  }

  private void count(Origin origin, long nowNs) {
    Failures known = failures.remove(origin);
    int before = known == null || isForgotten(known, nowNs) ? 0 : known.count();
    failures.put(origin, new Failures(before + 1, nowNs));
  }

  private void forget(long nowNs) {
    Iterator<Failures> eldest = failures.values().iterator();
    while (eldest.hasNext()
        && (isForgotten(eldest.next(), nowNs) || failures.size() > MAX_REMEMBERED)) {
      eldest.remove();
    }
  }

  private static boolean isForgotten(Failures known, long nowNs) {
    return nowNs - known.lastNs() > FORGOTTEN_AFTER_NS;
  }
}
