package org.contentmover.ccm.version;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.version.view.PinView;

/** A version that was withdrawn; never changed, removed when its pin is lifted. */
@Entity
@Table(name = "pinned_version")
@IdClass(VersionKey.class)
class PinnedVersion {
  @Id private String site;

  @Id
  @Column(name = "group_name")
  private String group;

  @Id
  @Column(name = "version_number")
  private long number;

  /** Read by queries. */
  @SuppressWarnings("UnusedVariable")
  private String manifest;

  @Column(name = "pinned_ms")
  private Instant at;

  @Column(name = "pinned_by")
  private String by;

  private String reason;
  private String run;

  protected PinnedVersion() {}

  PinnedVersion(VersionKey key, String manifest, PinView pin) {
    this.site = key.site;
    this.group = key.group;
    this.number = key.number;
    this.manifest = manifest;
    this.at = pin.at();
    this.by = Columns.fit(pin.by(), 80);
    this.reason = Columns.fit(pin.reason(), 1000);
    this.run = pin.run().toString();
  }

  long number() {
    return number;
  }

  PinView view() {
    return new PinView(at, by, reason, UUID.fromString(run));
  }
}
