package org.contentmover.ccm.version.plan;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.run.view.PlanView;
import org.contentmover.ccm.setup.Columns;

/**
 * The plan of one run, as far as it got. Whoever works on it does so as a numbered attempt and
 * shows signs of life; an attempt without them is given up and its number is worth nothing any
 * more.
 */
@Entity
@Table(name = "publish_plan")
class PublishPlan {
  /** A working attempt shows itself every 3 s; five missed in a row mean that its node is gone. */
  private static final Duration DEAD_AFTER = Duration.ofSeconds(15);

  @Id private String run;

  @Enumerated(EnumType.STRING)
  private PlanStatus status;

  private int attempt;

  @Column(name = "even_if_pinned")
  private boolean evenIfPinned;

  @Column(name = "source_manifest")
  private String sourceManifest;

  private String removes;

  @Column(name = "heartbeat_ms")
  private Instant heartbeat;

  @Column(name = "entries_scanned")
  private long entriesScanned;

  @Column(name = "bytes_read")
  private long bytesRead;

  @Column(name = "entries_added")
  private long entriesAdded;

  @Column(name = "entries_changed")
  private long entriesChanged;

  @Column(name = "entries_removed")
  private long entriesRemoved;

  @Column(name = "target_files")
  private long targetFiles;

  @Column(name = "target_bytes")
  private long targetBytes;

  @Column(name = "target_manifest")
  private String targetManifest;

  @Column(name = "signed_manifest")
  private String signedManifest;

  @Column(name = "base_version")
  private long baseVersion;

  @Column(name = "target_version")
  private long targetVersion;

  @Column(name = "target_sequence")
  private long targetSequence;

  private String assignment;

  @Column(name = "assignment_bytes")
  private long assignmentBytes;

  @Column(name = "required_bytes")
  private long requiredBytes;

  private String problem;

  @Version private long version;

  protected PublishPlan() {}

  PublishPlan(UUID run, PlanSource source) {
    this.run = run.toString();
    this.evenIfPinned = source.evenIfPinned();
    this.sourceManifest = source.manifest();
    this.removes = source.removesColumn();
  }

  /** A new attempt from the beginning; its number. */
  int begin(Instant now) {
    attempt++;
    status = PlanStatus.SCANNING;
    heartbeat = now;
    return attempt;
  }

  boolean isAbandoned(Instant now) {
    return isInWork() && heartbeat.plus(DEAD_AFTER).isBefore(now);
  }

  boolean isWorkedOnAs(int number) {
    return attempt == number && isInWork();
  }

  private boolean isInWork() {
    return !status.isSettled() && !isUnsigned() && !isDiscarded();
  }

  boolean isUnsigned() {
    return status == PlanStatus.UNSIGNED;
  }

  void unsigned() {
    status = PlanStatus.UNSIGNED;
  }

  /** From here on it leads to the tree that was signed for, whatever is in the staging area. */
  void signed() {
    signedManifest = targetManifest;
  }

  /** Forgets everything but what was signed for. */
  void discard() {
    status = PlanStatus.DISCARDED;
    targetManifest = signedManifest;
    targetVersion = 0;
    targetSequence = 0;
    assignment = null;
    assignmentBytes = 0;
    requiredBytes = 0;
  }

  boolean isDiscarded() {
    return status == PlanStatus.DISCARDED;
  }

  /** Hash (hex) of the tree it leads to, once it was found; null before that. */
  String targetManifest() {
    return targetManifest;
  }

  /** Hash (hex) of the tree that was signed for, null when none has been. */
  String signedManifest() {
    return signedManifest;
  }

  void alive(Instant now) {
    heartbeat = now;
  }

  void scanned(ScanFigures figures, long base) {
    status = PlanStatus.STORING;
    entriesScanned = figures.entries();
    bytesRead = figures.bytesRead();
    entriesAdded = figures.added();
    entriesChanged = figures.changed();
    entriesRemoved = figures.removed();
    targetFiles = figures.files();
    targetBytes = figures.contentBytes();
    baseVersion = base;
  }

  void stored(String manifest) {
    status = PlanStatus.WRITING;
    targetManifest = manifest;
  }

  void number(long newVersion, long newSequence) {
    targetVersion = newVersion;
    targetSequence = newSequence;
  }

  void ready(UUID written, long sizeBytes, long neededBytes) {
    status = PlanStatus.READY;
    assignment = written.toString();
    assignmentBytes = sizeBytes;
    requiredBytes = neededBytes;
  }

  void nothingToDo() {
    status = PlanStatus.NOTHING_TO_DO;
  }

  void failed(String why) {
    status = PlanStatus.FAILED;
    problem = Columns.fit(why, 4000);
  }

  /** Whether it may lead to a tree that was withdrawn. */
  boolean isEvenIfPinned() {
    return evenIfPinned;
  }

  /** Hash (hex) of the tree it leads to, null when it is to be found out. */
  String sourceManifest() {
    return sourceManifest;
  }

  /** Patterns of what goes from the published tree. */
  List<String> removes() {
    return PlanSource.removes(removes);
  }

  boolean hasNumbers() {
    return targetVersion > 0;
  }

  long baseVersion() {
    return baseVersion;
  }

  long targetVersion() {
    return targetVersion;
  }

  long targetSequence() {
    return targetSequence;
  }

  PlanOutcome outcome() {
    return new PlanOutcome(
        status,
        assignment == null ? null : UUID.fromString(assignment),
        targetManifest,
        targetVersion,
        requiredBytes,
        problem);
  }

  PlanView view() {
    return new PlanView(
        status.name(),
        entriesScanned,
        bytesRead,
        entriesAdded,
        entriesChanged,
        entriesRemoved,
        targetFiles,
        targetBytes,
        assignmentBytes);
  }
}
