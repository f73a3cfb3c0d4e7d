package org.contentmover.ccm.run;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.version.plan.PlanSource;
import org.contentmover.core.run.NotTaking;
import org.contentmover.core.run.Participant;
import org.contentmover.core.run.Quorum;
import org.contentmover.core.run.Reaction;
import org.contentmover.core.run.RunKind;
import org.contentmover.core.run.RunPhase;
import org.contentmover.core.run.RunPolicy;
import org.contentmover.core.run.RunState;
import org.contentmover.core.run.WaitCause;

/** The row of one run: what it is about, and its {@link RunState} but for the servers. */
@Entity
@Table(name = "job_run")
class Run {
  @Id private String id;
  private String job;

  @Column(name = "job_name")
  private String jobName;

  private String site;

  @Column(name = "group_name")
  private String group;

  @Column(name = "staging_area")
  private String stagingArea;

  @Enumerated(EnumType.STRING)
  private RunKind kind;

  private String reason;
  private long withdraws;

  /** Runs that have it in common go live together or not at all. */
  private String joint;

  @Column(name = "source_manifest")
  private String sourceManifest;

  private String removes;

  @Column(name = "even_if_pinned")
  private boolean evenIfPinned;

  @Column(name = "idempotency_key")
  private String idempotencyKey;

  @Column(name = "created_ms")
  private Instant createdAt;

  @Column(name = "created_by")
  private String createdBy;

  @Column(name = "ended_ms")
  private Instant endedAt;

  @Enumerated(EnumType.STRING)
  private RunPhase phase;

  @Enumerated(EnumType.STRING)
  @Column(name = "wait_cause")
  private WaitCause waitCause;

  private String blocker;
  private String quorum;

  @Enumerated(EnumType.STRING)
  @Column(name = "on_conflict")
  private Reaction onConflict;

  @Enumerated(EnumType.STRING)
  @Column(name = "on_missing_quorum")
  private Reaction onMissingQuorum;

  @Column(name = "patience_ms")
  private long patienceMillis;

  @Column(name = "staging_ms")
  private long stagingMillis;

  @Column(name = "committing_ms")
  private long committingMillis;

  @Column(name = "aborting_ms")
  private long abortingMillis;

  @Column(name = "missing_after_ms")
  private long missingAfterMillis;

  @Column(name = "commit_at_ms")
  private long commitAtMillis;

  @Column(name = "ordered_commit_at_ms")
  private Long orderedCommitAtMillis;

  @Column(name = "started_ms")
  private long startedMillis;

  @Column(name = "phase_since_ms")
  private long phaseSinceMillis;

  @Column(name = "target_version")
  private long targetVersion;

  @Column(name = "required_bytes")
  private long requiredBytes;

  @Column(name = "quorum_needed")
  private int quorumNeeded;

  @Enumerated(EnumType.STRING)
  @Column(name = "ends_as")
  private RunPhase endsAs;

  private String explanation;
  @Version private long version;

  protected Run() {}

  Run(
      UUID id,
      RunOrder order,
      RunPolicy policy,
      String idempotencyKey,
      Instant now,
      String createdBy) {
    this.id = id.toString();
    this.job = order.job() == null ? null : order.job().toString();
    this.jobName = order.jobName();
    this.site = order.site();
    this.group = order.group();
    this.stagingArea = order.source().stagingArea();
    this.sourceManifest = order.source().manifest();
    this.removes = order.source().removesColumn();
    this.kind = policy.kind();
    this.reason = order.reason();
    this.withdraws = order.withdraws();
    this.joint = order.joint() == null ? null : order.joint().toString();
    this.evenIfPinned = order.source().evenIfPinned();
    this.orderedCommitAtMillis = order.commitAtMillis();
    this.idempotencyKey = idempotencyKey;
    this.createdAt = now;
    this.createdBy = Columns.fit(createdBy, 80);
    this.quorum = policy.quorum().toString();
    this.onConflict = policy.onConflict();
    this.onMissingQuorum = policy.onMissingQuorum();
    this.patienceMillis = policy.patienceMillis();
    this.stagingMillis = policy.stagingMillis();
    this.committingMillis = policy.committingMillis();
    this.abortingMillis = policy.abortingMillis();
    this.missingAfterMillis = policy.missingAfterMillis();
    set(RunState.idle(policy), now);
  }

  RunState state(List<Participant> participants, List<NotTaking> notTaking) {
    return new RunState(
        phase,
        waitCause,
        blocker,
        policy(),
        startedMillis,
        phaseSinceMillis,
        targetVersion,
        requiredBytes,
        quorumNeeded,
        participants,
        notTaking,
        endsAs,
        explanation);
  }

  private RunPolicy policy() {
    return new RunPolicy(
        kind,
        Quorum.parse(quorum),
        onConflict,
        onMissingQuorum,
        patienceMillis,
        stagingMillis,
        committingMillis,
        abortingMillis,
        missingAfterMillis,
        commitAtMillis);
  }

  /** Takes all of a state but its servers. */
  final void set(RunState state, Instant now) {
    phase = state.phase();
    waitCause = state.waitCause();
    blocker = state.blocker();
    commitAtMillis = state.policy().commitAtMillis();
    startedMillis = state.startedAtMillis();
    phaseSinceMillis = state.phaseSinceMillis();
    targetVersion = state.version();
    requiredBytes = state.requiredBytes();
    quorumNeeded = state.quorumNeeded();
    endsAs = state.endsAs();
    explanation = Columns.fit(state.explanation(), 4000);
    if (phase.isTerminal() && endedAt == null) {
      endedAt = now;
    }
  }

  /** Says something else than its state does, until the next phase. */
  void explain(String why) {
    explanation = Columns.fit(why, 4000);
  }

  UUID id() {
    return UUID.fromString(id);
  }

  /** Null when it belongs to no job, and so its name. */
  UUID job() {
    return job == null ? null : UUID.fromString(job);
  }

  String jobName() {
    return jobName;
  }

  String site() {
    return site;
  }

  String group() {
    return group;
  }

  RunKind kind() {
    return kind;
  }

  /** What the person who ordered it gave as reason, null for none. */
  String reason() {
    return reason;
  }

  /** The version a rollback takes back. */
  long withdraws() {
    return withdraws;
  }

  /** What it has in common with those it goes live with, null for none. */
  String joint() {
    return joint;
  }

  /** What its plan makes the tree of. */
  PlanSource source() {
    return new PlanSource(stagingArea, sourceManifest, PlanSource.removes(removes), evenIfPinned);
  }

  /** Whether it was ordered to go live then, whatever somebody said since. */
  boolean wasOrderedFor(long atMillis) {
    return orderedCommitAtMillis == null || orderedCommitAtMillis == atMillis;
  }

  /** What it is, in a sentence. */
  String title() {
    String ofGroup = " of " + site + "/" + group;
    return switch (kind) {
      case PUBLISH -> "Run " + id + " of job " + jobName;
      case RESTORE -> "Restore " + id + ofGroup;
      case REMOVE -> "Removal " + id + ofGroup;
      case TAKE_OFF -> "Removal " + id + ofGroup;
      case ROLLBACK -> "Rollback " + id + ofGroup;
    };
  }

  /** Its title, where it is, and whether anything can be done about that. */
  String inWords() {
    return title() + " is " + phase + (phase.isAbortable() ? ", and can be aborted." : ".");
  }

  RunPhase phase() {
    return phase;
  }

  Instant createdAt() {
    return createdAt;
  }

  String createdBy() {
    return createdBy;
  }

  Instant endedAt() {
    return endedAt;
  }

  long revision() {
    return version;
  }
}
