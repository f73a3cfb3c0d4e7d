package org.contentmover.ccm.version.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.version.store.view.StoreCollectionView;
import org.contentmover.content.store.GarbageCollection.Collected;

/** The record of one garbage collection. */
@Entity
@Table(name = "store_collection")
class StoreCollection {
  @Id private String id;

  @Column(name = "started_ms")
  private Instant startedAt;

  @Column(name = "started_by")
  private String startedBy;

  @Column(name = "ended_ms")
  private Instant endedAt;

  private boolean waits;

  @Column(name = "contents_dropped")
  private int contentsDropped;

  @Column(name = "packs_removed")
  private int packsRemoved;

  @Column(name = "packs_rewritten")
  private int packsRewritten;

  @Column(name = "bytes_freed")
  private long bytesFreed;

  private String problem;

  @Version private long version;

  protected StoreCollection() {}

  StoreCollection(Instant now, String by) {
    this.id = UUID.randomUUID().toString();
    this.startedAt = now;
    this.startedBy = Columns.fit(by, 80);
    this.problem = "";
  }

  void ended(Instant now, Collected collected) {
    endedAt = now;
    waits = collected.waits();
    contentsDropped = collected.contentsDropped();
    packsRemoved = collected.packsRemoved();
    packsRewritten = collected.packsRewritten();
    bytesFreed = collected.bytesFreed();
    if (!collected.damaged().isEmpty()) {
      problem =
          Columns.fit(
              "Left as they are, because some of their content is damaged or cannot be read: "
                  + collected.damaged()
                  + ". Verify the store.",
              4000);
    }
  }

  void failed(Instant now, String why) {
    endedAt = now;
    problem = Columns.fit(why, 4000);
  }

  UUID id() {
    return UUID.fromString(id);
  }

  boolean isOver() {
    return endedAt != null;
  }

  StoreCollectionView view() {
    return new StoreCollectionView(
        id(),
        startedAt,
        startedBy,
        endedAt,
        waits,
        contentsDropped,
        packsRemoved,
        packsRewritten,
        bytesFreed,
        problem);
  }
}
