package org.contentmover.agent.fetch;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How far a fetch has come and how fast it went. Safe for any thread. */
public final class FetchProgress {
  private final LongSupplier nanoTime;
  private long presentBytes;
  private long fetchedBytes;
  private long firstNs;
  private long lastNs;

  public FetchProgress(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** So much is here already, before or after a piece came. */
  public synchronized void present(long bytes) {
    presentBytes = bytes;
  }

  synchronized void fetched(long bytes) {
    lastNs = nanoTime.getAsLong();
    if (fetchedBytes == 0) {
      firstNs = lastNs;
    }
    presentBytes += bytes;
    fetchedBytes += bytes;
  }

  /** Bytes of the assignment that are on this server. */
  public synchronized long presentBytes() {
    return presentBytes;
  }

  /** Mean speed from the first to the last piece; 0 when nothing was measured. */
  public synchronized long bytesPerSecond() {
    long elapsedNs = lastNs - firstNs;
    return elapsedNs <= 0
        ? 0
        : (long) (fetchedBytes * (double) TimeUnit.SECONDS.toNanos(1) / elapsedNs);
  }
}
