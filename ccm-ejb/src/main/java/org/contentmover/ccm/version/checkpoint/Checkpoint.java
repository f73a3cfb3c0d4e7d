package org.contentmover.ccm.version.checkpoint;

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
import org.contentmover.ccm.version.checkpoint.view.CheckpointStatus;
import org.contentmover.ccm.version.checkpoint.view.CheckpointView;

/**
 * One checkpoint, and how far the work on it got. Whoever works on it does so as a numbered attempt
 * and shows signs of life; an attempt without them is given up.
 */
@Entity
@Table(name = "checkpoint")
class Checkpoint {
  /** A working attempt shows itself every 3 s; five missed in a row mean that its node is gone. */
  static final Duration DEAD_AFTER = Duration.ofSeconds(15);

  @Id private String id;
  private String site;

  @Column(name = "group_name")
  private String group;

  @Column(name = "checkpoint_number")
  private long number;

  private String name;
  private String note;
  private boolean pinned;
  private boolean scheduled;

  @Column(name = "created_ms")
  private Instant createdAt;

  @Column(name = "created_by")
  private String createdBy;

  @Column(name = "content_version")
  private long contentVersion;

  private String manifest;

  @Enumerated(EnumType.STRING)
  private CheckpointStatus status;

  private int attempt;

  @Column(name = "heartbeat_ms")
  private Instant heartbeat;

  private long entries;

  @Column(name = "entries_checked")
  private long entriesChecked;

  private long files;

  @Column(name = "content_bytes")
  private long contentBytes;

  @Column(name = "completed_ms")
  private Instant completedAt;

  private String problem;

  /** Of what people may change; what changes by itself leaves it as it is. */
  private long revision;

  @Version private long version;

  protected Checkpoint() {}

  /** Of what, and how it is called. */
  record Subject(String site, String group, long number, String name, String note) {}

  Checkpoint(Subject subject, boolean pinned, long contentVersion, String manifest) {
    this.id = UUID.randomUUID().toString();
    this.site = subject.site();
    this.group = subject.group();
    this.number = subject.number();
    this.name = subject.name();
    this.note = subject.note();
    this.pinned = pinned;
    this.contentVersion = contentVersion;
    this.manifest = manifest;
    this.problem = "";
    this.revision = 1;
  }

  /** It counts among those that are made by themselves. */
  void bySchedule() {
    scheduled = true;
  }

  void madeBy(String who, Instant now) {
    createdBy = Columns.fit(who, 80);
    createdAt = now;
  }

  /** A new attempt, which goes on where the last one was; its number. */
  int begin(Instant now) {
    attempt++;
    status = CheckpointStatus.CHECKING;
    heartbeat = now;
    return attempt;
  }

  boolean isWorkedOnAs(int attemptNumber) {
    return status == CheckpointStatus.CHECKING && attempt == attemptNumber;
  }

  void alive(Instant now) {
    heartbeat = now;
  }

  void checked(long entriesSoFar, long ofEntries) {
    entriesChecked = entriesSoFar;
    entries = ofEntries;
  }

  void complete(long fileCount, long bytes, Instant now) {
    status = CheckpointStatus.COMPLETE;
    entriesChecked = entries;
    files = fileCount;
    contentBytes = bytes;
    completedAt = now;
  }

  void failed(String why) {
    status = CheckpointStatus.FAILED;
    problem = Columns.fit(why, 4000);
  }

  void change(String newName, String newNote, boolean isPinned) {
    name = newName;
    note = newNote;
    pinned = isPinned;
    revision++;
  }

  UUID id() {
    return UUID.fromString(id);
  }

  String site() {
    return site;
  }

  String group() {
    return group;
  }

  String name() {
    return name;
  }

  String manifest() {
    return manifest;
  }

  long number() {
    return number;
  }

  boolean isScheduled() {
    return scheduled;
  }

  boolean isPinned() {
    return pinned;
  }

  boolean isComplete() {
    return status == CheckpointStatus.COMPLETE;
  }

  long entriesChecked() {
    return entriesChecked;
  }

  long revision() {
    return revision;
  }

  /** For people: which one. */
  String title() {
    return "\"" + name + "\" of " + site + "/" + group;
  }

  CheckpointView view() {
    return new CheckpointView(
        id(),
        site,
        group,
        number,
        name,
        note,
        pinned,
        scheduled,
        status,
        createdAt,
        createdBy,
        completedAt,
        contentVersion,
        files,
        contentBytes,
        entries,
        entriesChecked,
        manifest,
        problem,
        revision);
  }
}
