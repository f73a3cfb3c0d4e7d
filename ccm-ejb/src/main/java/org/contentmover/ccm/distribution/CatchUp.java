package org.contentmover.ccm.distribution;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.topology.SiteOnServer;

/**
 * A server that shows another version of a site than it should, and what is done about it (VC-5,
 * VC-6).
 */
@Entity
@Table(name = "catch_up")
@IdClass(SiteOnServer.class)
class CatchUp {
  /** Whoever became due first has the next turn, so that nobody waits for ever. */
  static final Comparator<CatchUp> ORDER =
      Comparator.comparing((CatchUp held) -> held.nextAttempt)
          .thenComparing(CatchUp::server)
          .thenComparing(CatchUp::site);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  /** A server that is up is tried again every 40 s at the latest. */
  private static final int MAX_DOUBLINGS = 3;

  @Id private String server;
  @Id private String site;

  @Column(name = "group_name")
  private String group;

  @Column(name = "since_ms")
  private Instant since;

  private String distribution;
  private int attempts;

  @Enumerated(EnumType.STRING)
  private Turn turn = Turn.NONE;

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

  /** What it lacks is to be prepared. */
  void takesTurn() {
    turn = Turn.HAS;
  }

  /** It has its turn, and what it lacks is being prepared. */
  boolean isPrepared() {
    return turn == Turn.HAS && distribution == null;
  }

  /** It is due, and others have all turns. */
  void waits() {
    turn = Turn.WAITS;
  }

  /** Not now: it takes its place again by the time it became due. */
  void rests() {
    turn = Turn.NONE;
  }

  /**
   * A run has it after all: it gives up its turn, and has another one in a moment at the earliest.
   */
  void pauses(Instant now) {
    turn = Turn.NONE;
    nextAttempt = now.plus(FIRST_PAUSE);
  }

  /**
   * The server is down: what failed before it went is tried as soon as it is back. An attempt that
   * was under way is over.
   */
  void serverIsDown(Instant now) {
    if (distribution != null) {
      overtaken(now);
    }
    turn = Turn.NONE;
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
    turn = Turn.NONE;
    problem = Columns.fit(why, 2000);
    nextAttempt = now.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS)));
    attempts++;
  }

  /** What it was brought is no longer what it should show. It keeps its turn. */
  void overtaken(Instant now) {
    distribution = null;
    nextAttempt = now;
  }

  /** It took a turn and makes no progress: it waits again behind all who wait now. */
  void gaveUpTurn(Instant now) {
    overtaken(now);
    turn = Turn.NONE;
  }

  Turn turn() {
    return turn;
  }

  UUID distribution() {
    return distribution == null ? null : UUID.fromString(distribution);
  }

  SiteOnServer key() {
    return new SiteOnServer(server, site);
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
}
