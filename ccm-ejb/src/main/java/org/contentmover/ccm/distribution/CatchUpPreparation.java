package org.contentmover.ccm.distribution;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;

/**
 * The one batch job that prepares what servers lack: whoever works does so as a numbered attempt
 * and shows signs of life; an attempt without them is given up. How far it got is in the rows of
 * the servers.
 */
@Entity
@Table(name = "catch_up_preparation")
class CatchUpPreparation {
  static final int ID = 1;

  /** A working attempt shows itself every 3 s; five missed in a row mean that its node is gone. */
  private static final Duration DEAD_AFTER = Duration.ofSeconds(15);

  @Id private int id;
  private int attempt;

  @Column(name = "heartbeat_ms")
  private Instant heartbeat;

  @Version private long version;

  protected CatchUpPreparation() {}

  /** A new attempt; its number. */
  int begin(Instant now) {
    attempt++;
    heartbeat = now;
    return attempt;
  }

  /** Nobody works, or who did shows no sign of life any more. */
  boolean isFree(Instant now) {
    return heartbeat == null || heartbeat.plus(DEAD_AFTER).isBefore(now);
  }

  /** An attempt has begun and not ended; its node may be gone. */
  boolean isBegun() {
    return heartbeat != null;
  }

  boolean isWorkedOnAs(int number) {
    return isBegun() && attempt == number;
  }

  void alive(Instant now) {
    heartbeat = now;
  }

  void ended() {
    heartbeat = null;
  }
}
