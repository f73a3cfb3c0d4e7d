package org.contentmover.ccm.distribution;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.contentmover.ccm.setup.Columns;

/**
 * A server that shows another version of a site than it should, and what is done about it (VC-5,
 * VC-6).
 */
@Entity
@Table(name = "catch_up")
@IdClass(CatchUp.Key.class)
class CatchUp {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  /** A server that is up is tried again every 40 s at the latest. */
  private static final int MAX_DOUBLINGS = 3;

  /** Renewed every 5 s by the node that prepares. */
  private static final Duration PREPARATION_LEASE = Duration.ofSeconds(20);

  @Id private String server;
  @Id private String site;

  @Column(name = "group_name")
  private String group;

  @Column(name = "since_ms")
  private Instant since;

  private String distribution;
  private int attempts;

  @Column(name = "next_attempt_ms")
  private Instant nextAttempt;

  private String problem = "";

  @Version private long version;

  protected CatchUp() {}

  CatchUp(String server, String site, String group, Instant now) {
    this.server = server;
    this.site = site;
    this.group = group;
    this.since = now;
    this.nextAttempt = now;
  }

  boolean isDue(Instant now) {
    return distribution == null && !now.isBefore(nextAttempt);
  }

  /** A node prepares it right now; one that dies while doing so is not waited for any longer. */
  void preparing(Instant now) {
    nextAttempt = now.plus(PREPARATION_LEASE);
  }

  /** The server is down: what failed before it went is tried as soon as it is back. */
  void serverIsDown(Instant now) {
    if (nextAttempt.isAfter(now)) {
      nextAttempt = now;
    }
  }

  void started(UUID newDistribution) {
    distribution = newDistribution.toString();
  }

  /** The next attempt comes after a pause that doubles from 5 s to 40 s. */
  void failed(String why, Instant now) {
    distribution = null;
    problem = Columns.fit(why, 2000);
    nextAttempt = now.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS)));
    attempts++;
  }

  /** What it was brought is no longer what it should show. */
  void overtaken(Instant now) {
    distribution = null;
    nextAttempt = now;
  }

  UUID distribution() {
    return distribution == null ? null : UUID.fromString(distribution);
  }

  String server() {
    return server;
  }

  String site() {
    return site;
  }

  String group() {
    return group;
  }

  Instant since() {
    return since;
  }

  int attempts() {
    return attempts;
  }

  String problem() {
    return problem;
  }

  /** Identity. */
  static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    String server;
    String site;

    Key() {}

    Key(String server, String site) {
      this.server = server;
      this.site = site;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && server.equals(key.server) && site.equals(key.site);
    }

    @Override
    public int hashCode() {
      return 31 * server.hashCode() + site.hashCode();
    }
  }
}
