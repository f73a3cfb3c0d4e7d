package org.contentmover.ccm.version.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.version.store.view.StoreCheckView;

/** The record of one verification of the content store. */
@Entity
@Table(name = "store_check")
class StoreCheck {
  @Id private String id;

  @Column(name = "started_ms")
  private Instant startedAt;

  @Column(name = "started_by")
  private String startedBy;

  @Column(name = "ended_ms")
  private Instant endedAt;

  @Column(name = "bytes_read")
  private long bytesRead;

  @Column(name = "bytes_all")
  private long bytesAll;

  @Column(name = "contents_missing")
  private int contentsMissing;

  @Column(name = "contents_repaired")
  private int contentsRepaired;

  private String problem;

  @Version private long version;

  protected StoreCheck() {}

  StoreCheck(Instant now, String by) {
    this.id = UUID.randomUUID().toString();
    this.startedAt = now;
    this.startedBy = Columns.fit(by, 80);
    this.problem = "";
  }

  void read(long bytes, long ofBytes) {
    bytesRead = bytes;
    bytesAll = ofBytes;
  }

  void ended(Instant now, int missing, int repaired, String why) {
    endedAt = now;
    contentsMissing = missing;
    contentsRepaired = repaired;
    problem = Columns.fit(why, 4000);
  }

  UUID id() {
    return UUID.fromString(id);
  }

  Instant startedAt() {
    return startedAt;
  }

  StoreCheckView view() {
    return new StoreCheckView(
        id(),
        startedAt,
        startedBy,
        endedAt,
        bytesRead,
        bytesAll,
        contentsMissing,
        contentsRepaired,
        problem);
  }
}
