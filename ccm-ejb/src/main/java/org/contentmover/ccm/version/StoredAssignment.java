package org.contentmover.ccm.version;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.setup.LinesConverter;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.ConfigurationEntry;

/** One assignment whose file is in the data directory until it is pruned. */
@Entity
@Table(name = "assignment")
class StoredAssignment {
  @Id private String id;

  @Enumerated(EnumType.STRING)
  @Column(name = "assignment_type")
  private AssignmentType type;

  private String site;

  @Column(name = "group_name")
  private String group;

  @Column(name = "assignment_sequence")
  private long sequence;

  @Column(name = "base_version")
  private long baseVersion;

  @Column(name = "target_version")
  private long targetVersion;

  @Column(name = "target_manifest")
  private String targetManifest;

  @Column(name = "size_bytes")
  private long sizeBytes;

  private String sha256;

  @Column(name = "required_bytes")
  private long requiredBytes;

  private String run;

  @Convert(converter = LinesConverter.class)
  private List<String> entries = List.of();

  @Column(name = "created_ms")
  private Instant createdAt;

  @Column(name = "expires_ms")
  private Instant expiresAt;

  /** When a server refused it: the next attempt gets another. Read by queries. */
  @SuppressWarnings("UnusedVariable")
  @Column(name = "spoiled_ms")
  private Instant spoiledAt;

  @Column(name = "pruned_ms")
  private Instant prunedAt;

  @Version private long version;

  protected StoredAssignment() {}

  StoredAssignment(WrittenAssignment written, UUID run, List<ConfigurationEntry> entries) {
    AssignmentHeader header = written.header();
    this.id = header.assignmentId().value().toString();
    this.type = header.type();
    this.site = header.hostedSite().value();
    this.group = header.contentGroup().value();
    this.sequence = header.sequence();
    this.baseVersion = header.baseVersion();
    this.targetVersion = header.targetVersion();
    this.targetManifest = header.targetManifestSha256().hex();
    this.sizeBytes = written.sizeBytes();
    this.sha256 = written.sha256().hex();
    this.requiredBytes = header.requiredBytes();
    this.run = run == null ? null : run.toString();
    this.entries = entries.stream().map(ConfigurationEntry::line).toList();
    this.createdAt = header.createdAt();
    this.expiresAt = header.expiresAt();
  }

  void spoil(Instant now) {
    spoiledAt = now;
  }

  void prune(Instant now) {
    prunedAt = now;
  }

  boolean isPruned() {
    return prunedAt != null;
  }

  UUID id() {
    return UUID.fromString(id);
  }

  List<String> entries() {
    return entries;
  }

  String targetManifest() {
    return targetManifest;
  }

  long requiredBytes() {
    return requiredBytes;
  }

  AssignmentView view() {
    return new AssignmentView(
        id(),
        type.name(),
        site,
        group,
        sequence,
        baseVersion,
        targetVersion,
        sizeBytes,
        sha256,
        run == null ? null : UUID.fromString(run),
        createdAt,
        expiresAt);
  }
}
