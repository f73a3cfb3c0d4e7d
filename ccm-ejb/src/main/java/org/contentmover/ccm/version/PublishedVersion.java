package org.contentmover.ccm.version;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.setup.LinesConverter;
import org.contentmover.ccm.version.view.PinView;
import org.contentmover.ccm.version.view.VersionView;
import org.contentmover.core.interpret.ConfigurationEntry;

/** The snapshot of one version that was made live (VC-3); never changed. */
@Entity
@Table(name = "published_version")
@IdClass(VersionKey.class)
class PublishedVersion {
  @Id private String site;

  @Id
  @Column(name = "group_name")
  private String group;

  @Id
  @Column(name = "version_number")
  private long number;

  private String run;
  private String assignment;

  @Column(name = "committed_ms")
  private Instant committedAt;

  private long files;

  @Column(name = "content_bytes")
  private long contentBytes;

  private String manifest;

  @Convert(converter = LinesConverter.class)
  private List<String> entries = List.of();

  protected PublishedVersion() {}

  PublishedVersion(
      VersionKey key,
      UUID run,
      UUID assignment,
      Instant now,
      long files,
      long contentBytes,
      String manifest,
      List<String> entries) {
    this.site = key.site;
    this.group = key.group;
    this.number = key.number;
    this.run = run.toString();
    this.assignment = assignment.toString();
    this.committedAt = now;
    this.files = files;
    this.contentBytes = contentBytes;
    this.manifest = manifest;
    this.entries = entries;
  }

  long number() {
    return number;
  }

  List<ConfigurationEntry> entries() {
    return entries.stream().map(ConfigurationEntry::parse).toList();
  }

  String manifest() {
    return manifest;
  }

  VersionView view(long current, PinView pin) {
    return new VersionView(
        site,
        group,
        number,
        UUID.fromString(run),
        UUID.fromString(assignment),
        committedAt,
        files,
        contentBytes,
        manifest,
        number == current,
        pin);
  }
}
