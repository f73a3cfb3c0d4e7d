package org.contentmover.ccm.version.preview;

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
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.version.plan.PlanSource;
import org.contentmover.core.run.Quorum;
import org.contentmover.core.run.RunKind;

/** The row of one preview. Whoever works on it shows signs of life. */
@Entity
@Table(name = "preview")
class Preview {
  /** It is shown every 3 s; five missed in a row mean that the node is gone. */
  private static final Duration DEAD_AFTER = Duration.ofSeconds(15);

  @Id private String id;

  @Enumerated(EnumType.STRING)
  private RunKind kind;

  private String site;

  @Column(name = "group_name")
  private String group;

  @Column(name = "job_name")
  private String jobName;

  @Column(name = "staging_area")
  private String stagingArea;

  @Column(name = "source_manifest")
  private String sourceManifest;

  private String removes;

  @Column(name = "even_if_pinned")
  private boolean evenIfPinned;

  private String quorum;

  @Column(name = "started_ms")
  private Instant startedAt;

  @Column(name = "started_by")
  private String startedBy;

  @Column(name = "heartbeat_ms")
  private Instant heartbeat;

  @Column(name = "ended_ms")
  private Instant endedAt;

  @Enumerated(EnumType.STRING)
  private PreviewStatus status;

  private String problem;

  @Column(name = "base_version")
  private long baseVersion;

  @Column(name = "target_manifest")
  private String targetManifest;

  @Column(name = "entries_scanned")
  private long entriesScanned;

  @Column(name = "bytes_read")
  private long bytesRead;

  @Column(name = "target_files")
  private long targetFiles;

  @Column(name = "target_bytes")
  private long targetBytes;

  @Column(name = "entries_new")
  private long entriesNew;

  @Column(name = "entries_changed")
  private long entriesChanged;

  @Column(name = "entries_removed")
  private long entriesRemoved;

  @Column(name = "entries_moved")
  private long entriesMoved;

  @Column(name = "content_bytes")
  private long contentBytes;

  @Column(name = "assignment_bytes")
  private Long assignmentBytes;

  @Column(name = "required_bytes")
  private long requiredBytes;

  @Version private long version;

  protected Preview() {}

  Preview(UUID id, PreviewOrder order, Instant now, String by) {
    this.id = id.toString();
    this.kind = order.kind();
    this.site = order.site();
    this.group = order.group();
    this.jobName = order.jobName();
    this.stagingArea = order.source().stagingArea();
    this.sourceManifest = order.source().manifest();
    this.removes = order.source().removesColumn();
    this.evenIfPinned = order.source().evenIfPinned();
    this.quorum = order.quorum().toString();
    this.startedAt = now;
    this.startedBy = Columns.fit(by, 80);
    this.heartbeat = now;
    this.status = PreviewStatus.WORKING;
    this.problem = "";
  }

  UUID id() {
    return UUID.fromString(id);
  }

  boolean isWorkedOn() {
    return status == PreviewStatus.WORKING;
  }

  void alive(Instant now) {
    heartbeat = now;
  }

  /** Fails when nobody works on it any more. */
  void settle(Instant now) {
    if (isWorkedOn() && heartbeat.plus(DEAD_AFTER).isBefore(now)) {
      failed("The CCM stopped meanwhile. Nothing was changed; ask again.", now);
    }
  }

  void failed(String why, Instant now) {
    status = PreviewStatus.FAILED;
    problem = Columns.fit(why, 4000);
    endedAt = now;
  }

  void found(PreviewFigures figures, boolean isNothing, Instant now) {
    status = isNothing ? PreviewStatus.NOTHING_TO_DO : PreviewStatus.READY;
    endedAt = now;
    baseVersion = figures.baseVersion();
    targetManifest = figures.manifest();
    entriesScanned = figures.entriesScanned();
    bytesRead = figures.bytesRead();
    targetFiles = figures.targetFiles();
    targetBytes = figures.targetBytes();
    entriesNew = figures.entriesNew();
    entriesChanged = figures.entriesChanged();
    entriesRemoved = figures.entriesRemoved();
    entriesMoved = figures.entriesMoved();
    contentBytes = figures.contentBytes();
    assignmentBytes = figures.assignmentBytes();
    requiredBytes = figures.requiredBytes();
  }

  PreviewOrder order() {
    PlanSource source =
        new PlanSource(stagingArea, sourceManifest, PlanSource.removes(removes), evenIfPinned);
    return new PreviewOrder(kind, site, group, jobName, source, Quorum.parse(quorum));
  }

  Previewed view() {
    return new Previewed(
        id(),
        order(),
        startedAt,
        startedBy,
        endedAt,
        status,
        problem,
        targetManifest == null ? null : figures());
  }

  private PreviewFigures figures() {
    return new PreviewFigures(
        baseVersion,
        targetManifest,
        entriesScanned,
        bytesRead,
        targetFiles,
        targetBytes,
        entriesNew,
        entriesChanged,
        entriesRemoved,
        entriesMoved,
        contentBytes,
        assignmentBytes,
        requiredBytes);
  }
}
