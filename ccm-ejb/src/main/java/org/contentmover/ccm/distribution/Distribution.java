package org.contentmover.ccm.distribution;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** One assignment on its way to some servers. */
@Entity
@Table(name = "distribution")
class Distribution {
  @Id private String id;
  private String assignment;
  private String run;

  @Enumerated(EnumType.STRING)
  private Purpose step;

  private String name;

  @Column(name = "started_ms")
  private Instant startedAt;

  @Column(name = "deadline_ms")
  private Instant deadline;

  @Column(name = "ended_ms")
  private Instant endedAt;

  /** How many of its servers must have it. */
  private int quorum;

  private boolean star;

  @Column(name = "origin_given")
  private int originGiven;

  @Column(name = "last_fetch_ms")
  private Instant lastFetchAt;

  @Version private long version;

  protected Distribution() {}

  Distribution(
      UUID assignment,
      UUID run,
      Purpose step,
      String name,
      int quorum,
      boolean star,
      Instant now,
      Instant deadline) {
    this.id = UUID.randomUUID().toString();
    this.assignment = assignment.toString();
    this.run = run == null ? null : run.toString();
    this.step = step;
    this.name = name;
    this.quorum = quorum;
    this.star = star;
    this.startedAt = now;
    this.deadline = deadline;
    this.lastFetchAt = now;
  }

  void end(Instant now) {
    if (endedAt == null) {
      endedAt = now;
    }
  }

  /**
   * How many of a part of its servers must have it, so that the quorum of all is reached when every
   * part does its share (LD-10).
   */
  int quorumOf(int part, int all) {
    return (part * quorum + all - 1) / Math.max(1, all);
  }

  boolean hasEnded() {
    return endedAt != null;
  }

  /** The CCM gave an edge to itself. */
  void originServes(boolean fresh, Instant now) {
    originGiven += fresh ? 1 : 0;
    lastFetchAt = now;
  }

  void fetched(Instant now) {
    lastFetchAt = now;
  }

  UUID id() {
    return UUID.fromString(id);
  }

  UUID assignment() {
    return UUID.fromString(assignment);
  }

  /** Null for the catch-up of one server. */
  UUID run() {
    return run == null ? null : UUID.fromString(run);
  }

  Purpose purpose() {
    return step;
  }

  String name() {
    return name;
  }

  boolean isStar() {
    return star;
  }

  int originGiven() {
    return originGiven;
  }

  Instant startedAt() {
    return startedAt;
  }

  Instant lastFetchAt() {
    return lastFetchAt;
  }

  Instant deadline() {
    return deadline;
  }
}
