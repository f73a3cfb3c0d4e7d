package org.contentmover.core.mctp;

/**
 * Time limits and bounds of transfers. Durations in nanoseconds.
 *
 * @param announceHoldNs how long the first pass waits for servers that have not answered, once the
 *     quorum has
 * @param askIntervalNs silence after which a server is asked again; doubles with each try
 * @param maxAskIntervalNs longest interval between two tries
 * @param maxTries requests without any answer after which a server counts as missing
 * @param minWindowNs shortest window in which answers come at a random time
 * @param windowPerServerNs what each server that shall answer adds to the window
 * @param maxWindowNs longest window
 * @param fruitlessPasses passes without progress after which a server is sent to fetch by unicast
 * @param passesAfterQuorum passes that are still made for the rest when the quorum has everything
 * @param maxPasses passes after which whoever lacks something is sent to fetch
 * @param reportAskIntervalNs wait for reports before the silent are asked; doubles
 * @param maxReportAskIntervalNs longest interval between two requests for reports
 * @param reportRepeatNs a report that is not acknowledged is sent again after this; doubles
 * @param maxReportRepeatNs longest interval between two sendings of a report
 * @param progressIntervalNs shortest interval between two collected reports of a distribution
 * @param burstNs how much sending time a session that was held up may catch up at once
 * @param wakeNs sending time gathered before the next wake-up; a session sleeps at least so long
 * @param abandonNs silence of every leader after which an incomplete reception is dropped
 * @param multicastAskPercent share of silent servers above which they are asked by multicast
 */
public record MctpConfig(
    long announceHoldNs,
    long askIntervalNs,
    long maxAskIntervalNs,
    int maxTries,
    long minWindowNs,
    long windowPerServerNs,
    long maxWindowNs,
    int fruitlessPasses,
    int passesAfterQuorum,
    int maxPasses,
    long reportAskIntervalNs,
    long maxReportAskIntervalNs,
    long reportRepeatNs,
    long maxReportRepeatNs,
    long progressIntervalNs,
    long burstNs,
    long wakeNs,
    long abandonNs,
    int multicastAskPercent) {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;

  /** Rejects limits that contradict each other. */
  public MctpConfig {
    if (askIntervalNs < 1
        || maxAskIntervalNs < askIntervalNs
        || minWindowNs < 1
        || maxWindowNs < minWindowNs
        || reportAskIntervalNs < 1
        || maxReportAskIntervalNs < reportAskIntervalNs
        || reportRepeatNs < 1
        || maxReportRepeatNs < reportRepeatNs
        || burstNs < wakeNs) {
      throw new IllegalArgumentException("a longest interval is below its shortest: " + this);
    }
    if (maxTries < 1 || fruitlessPasses < 1 || passesAfterQuorum < 0 || maxPasses < 1) {
      throw new IllegalArgumentException("nothing would ever be tried: " + this);
    }
  }

  /** A switched local network and servers that get their CPU. */
  public static MctpConfig lan() {
    return new MctpConfig(
        SECOND,
        100 * MS,
        SECOND,
        10,
        10 * MS,
        MS / 2,
        SECOND,
        3,
        3,
        20,
        SECOND,
        5 * SECOND,
        250 * MS,
        5 * SECOND,
        500 * MS,
        10 * MS,
        2 * MS,
        600 * SECOND,
        50);
  }

  /** Servers starved of CPU or a lossy network: waits five times as long. */
  public static MctpConfig slow() {
    return new MctpConfig(
        5 * SECOND,
        500 * MS,
        5 * SECOND,
        10,
        50 * MS,
        5 * MS / 2,
        2 * SECOND,
        3,
        3,
        20,
        2 * SECOND,
        10 * SECOND,
        SECOND,
        10 * SECOND,
        500 * MS,
        50 * MS,
        5 * MS,
        600 * SECOND,
        50);
  }

  /** The source's own values where it gives any: status within a second, ten tries (LD-13). */
  public static MctpConfig source() {
    return new MctpConfig(
        5 * SECOND,
        SECOND,
        5 * SECOND,
        10,
        SECOND,
        0,
        SECOND,
        3,
        3,
        20,
        5 * SECOND,
        10 * SECOND,
        SECOND,
        10 * SECOND,
        500 * MS,
        50 * MS,
        5 * MS,
        600 * SECOND,
        50);
  }

  /** The window in which so many servers answer: more servers, more time (LD-4). */
  public long windowNs(int servers) {
    return Math.min(maxWindowNs, Math.max(minWindowNs, servers * windowPerServerNs));
  }

  /** {@link #windowNs} as messages carry it: whole milliseconds, rounded up. */
  int windowMs(int servers) {
    return (int) ((windowNs(servers) + MS - 1) / MS);
  }
}
