package org.contentmover.core.registration;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * Time limits of registration; docs/protocol/registration.md shows their arithmetic. All times are
 * nanoseconds.
 *
 * @param registerSpreadNs members register at a random time within it after hearing a new leader
 * @param retrySpreadNs random wait before registering again when missing in the report
 * @param confirmTimeoutNs how long a member waits for a report that names it
 * @param refreshIntervalNs between two registrations of a confirmed member
 * @param reportDelayNs from the last registration to the report
 * @param reportDelayMaxNs from the first unreported registration to the report at the latest
 * @param missedRefreshes refreshes that may be missed before a member is probed
 * @param probeTimeoutNs how long the leader waits for the answer to a probe
 * @param probeAttempts probes before a silent member counts as lost
 * @param changeDelayNs how long changes are gathered before the segment snapshot is given out
 * @param snapshotIntervalNs a snapshot is given out this often even without a change
 */
public record RegistrationConfig(
    long registerSpreadNs,
    long retrySpreadNs,
    long confirmTimeoutNs,
    long refreshIntervalNs,
    long reportDelayNs,
    long reportDelayMaxNs,
    int missedRefreshes,
    long probeTimeoutNs,
    int probeAttempts,
    long changeDelayNs,
    long snapshotIntervalNs) {
  /** Rejects limits that contradict each other, or under which nothing would ever happen. */
  public RegistrationConfig {
    if (registerSpreadNs < 0
        || retrySpreadNs < 0
        || confirmTimeoutNs < 1
        || refreshIntervalNs < 1
        || reportDelayNs < 0
        || reportDelayMaxNs < reportDelayNs
        || confirmTimeoutNs <= reportDelayMaxNs
        || probeTimeoutNs < 1
        || changeDelayNs < 0
        || snapshotIntervalNs < 1) {
      throw new IllegalArgumentException(
          "negative, or a member would not wait for the report that may still come: " + this);
    }
    if (missedRefreshes < 1 || probeAttempts < 1) {
      throw new IllegalArgumentException("members would be lost without being asked: " + this);
    }
  }

  /** Local network. */
  public static RegistrationConfig lan() {
    return ofMillis(100, 200, 600, 2_000, 100, 400, 2, 500, 2, 50, 5_000);
  }

  /** Starved servers or a lossy network. */
  public static RegistrationConfig slow() {
    return ofMillis(500, 1_000, 3_000, 5_000, 500, 2_000, 2, 2_000, 2, 200, 5_000);
  }

  /** The values of the source (LD-13): report after 3–5 s, register again within 1 s. */
  public static RegistrationConfig source() {
    return ofMillis(1_000, 1_000, 8_000, 30_000, 3_000, 5_000, 2, 5_000, 2, 500, 30_000);
  }

  private static RegistrationConfig ofMillis(
      long registerSpreadMs,
      long retrySpreadMs,
      long confirmTimeoutMs,
      long refreshMs,
      long reportDelayMs,
      long reportDelayMaxMs,
      int missedRefreshes,
      long probeTimeoutMs,
      int probeAttempts,
      long changeDelayMs,
      long snapshotMs) {
    return new RegistrationConfig(
        MILLISECONDS.toNanos(registerSpreadMs),
        MILLISECONDS.toNanos(retrySpreadMs),
        MILLISECONDS.toNanos(confirmTimeoutMs),
        MILLISECONDS.toNanos(refreshMs),
        MILLISECONDS.toNanos(reportDelayMs),
        MILLISECONDS.toNanos(reportDelayMaxMs),
        missedRefreshes,
        MILLISECONDS.toNanos(probeTimeoutMs),
        probeAttempts,
        MILLISECONDS.toNanos(changeDelayMs),
        MILLISECONDS.toNanos(snapshotMs));
  }
}
