package org.contentmover.ccm.version.preview;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.contentmover.core.manifest.ChangedPath;

/** One path that would change; never changed itself. */
@Entity
@Table(name = "preview_path")
class PreviewPath {
  /** Read by the provider. */
  @SuppressWarnings("UnusedVariable")
  @Id
  private String id;

  /** Read by queries. */
  @SuppressWarnings("UnusedVariable")
  private String preview;

  /** Read by queries. */
  @SuppressWarnings("UnusedVariable")
  private int number;

  @Enumerated(EnumType.STRING)
  private ChangedPath.Kind kind;

  private String path;
  private String origin;
  private long entries;

  @Column(name = "size_bytes")
  private long sizeBytes;

  protected PreviewPath() {}

  PreviewPath(UUID preview, int number, ChangedPath changed) {
    this.id = preview + "." + number;
    this.preview = preview.toString();
    this.number = number;
    this.kind = changed.kind();
    this.path = changed.path();
    this.origin = changed.from();
    this.entries = changed.entries();
    this.sizeBytes = changed.sizeBytes();
  }

  ChangedPath view() {
    return new ChangedPath(kind, path, origin, entries, sizeBytes);
  }
}
