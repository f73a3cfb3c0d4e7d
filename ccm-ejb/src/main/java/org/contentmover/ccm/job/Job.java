package org.contentmover.ccm.job;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.contentmover.ccm.job.view.JobType;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.job.view.WaitPolicy;
import org.contentmover.ccm.job.view.WatchTrouble;

/** One job definition. */
@Entity
@Table(name = "job")
class Job {
  @Id private String id;
  private String name;

  @Enumerated(EnumType.STRING)
  @Column(name = "job_type")
  private JobType type;

  private String site;

  @Column(name = "group_name")
  private String group;

  @Column(name = "staging_area")
  private String stagingArea;

  private String quorum;

  @Enumerated(EnumType.STRING)
  @Column(name = "on_conflict")
  private WaitPolicy onConflict;

  @Enumerated(EnumType.STRING)
  @Column(name = "on_missing_quorum")
  private WaitPolicy onMissingQuorum;

  @Column(name = "patience_ms")
  private long patienceMillis;

  @Column(name = "deadline_ms")
  private long deadlineMillis;

  @Column(name = "publish_when_quiet_ms")
  private Long publishWhenQuietMillis;

  @Column(name = "watch_problem")
  private String watchProblem;

  @Column(name = "watch_problem_since_ms")
  private Instant watchProblemSince;

  @Column(name = "created_ms")
  private Instant createdAt;

  @Column(name = "last_run")
  private String lastRun;

  /** What people changed; the version counts runs and what the watch finds as well. */
  private long edits;

  @Version private long version;

  protected Job() {}

  Job(UUID id, Instant now) {
    this.id = id.toString();
    this.createdAt = now;
  }

  void set(NewJob checked) {
    if (checked.publishWhenQuietFor() == null || !checked.stagingArea().equals(stagingArea)) {
      watchedWell();
    }
    edits++;
    name = checked.name();
    type = checked.type();
    site = checked.site();
    group = checked.group();
    stagingArea = checked.stagingArea();
    quorum = checked.quorum();
    onConflict = checked.onConflict();
    onMissingQuorum = checked.onMissingQuorum();
    patienceMillis = checked.patience().toMillis();
    deadlineMillis = checked.deadline().toMillis();
    publishWhenQuietMillis =
        checked.publishWhenQuietFor() == null ? null : checked.publishWhenQuietFor().toMillis();
  }

  UUID id() {
    return UUID.fromString(id);
  }

  String name() {
    return name;
  }

  long revision() {
    return edits;
  }

  /** Whether what was found there is about this job (still). */
  boolean watches(String area) {
    return publishWhenQuietMillis != null && stagingArea.equals(area);
  }

  /** Since when stays as long as anything is wrong. */
  void watchedInVain(String problem, Instant now) {
    watchProblemSince = watchProblem == null ? now : watchProblemSince;
    watchProblem = problem;
  }

  void watchedWell() {
    watchProblem = null;
    watchProblemSince = null;
  }

  void ran(UUID run) {
    lastRun = run.toString();
  }

  UUID lastRun() {
    return lastRun == null ? null : UUID.fromString(lastRun);
  }

  JobView view(String lastRunPhase) {
    return new JobView(
        id(),
        name,
        type,
        site,
        group,
        stagingArea,
        quorum,
        onConflict,
        onMissingQuorum,
        Duration.ofMillis(patienceMillis),
        Duration.ofMillis(deadlineMillis),
        publishWhenQuietMillis == null ? null : Duration.ofMillis(publishWhenQuietMillis),
        watchProblem == null ? null : new WatchTrouble(watchProblemSince, watchProblem),
        edits,
        createdAt,
        lastRun(),
        lastRunPhase);
  }
}
