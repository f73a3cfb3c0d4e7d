package org.contentmover.ccm.version.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.version.store.view.StoreLossView;

/** Content that is needed and not in the store, or was not. */
@Entity
@Table(name = "store_loss")
class StoreLoss {
  @Id private String content;

  @Column(name = "size_bytes")
  private long sizeBytes;

  private String why;

  @Column(name = "needed_by")
  private String neededBy;

  @Column(name = "found_ms")
  private Instant foundAt;

  @Column(name = "repaired_ms")
  private Instant repairedAt;

  @Column(name = "repaired_from")
  private String repairedFrom;

  private String problem;

  @Version private long version;

  protected StoreLoss() {}

  StoreLoss(String content) {
    this.content = content;
  }

  void found(MissingContent missing, String reason, Instant now) {
    sizeBytes = missing.sizeBytes();
    why = Columns.fit(reason, 1000);
    neededBy = Columns.fit(String.join("\n", missing.neededBy()), 4000);
    foundAt = now;
    repairedAt = null;
    repairedFrom = "";
    problem = "";
  }

  void repaired(String from, Instant now) {
    repairedAt = now;
    repairedFrom = Columns.fit(from, 200);
    problem = "";
  }

  void notRepaired(String reason) {
    problem = Columns.fit(reason, 1000);
  }

  String content() {
    return content;
  }

  StoreLossView view() {
    return new StoreLossView(
        content,
        sizeBytes,
        why,
        neededBy.lines().toList(),
        foundAt,
        repairedAt,
        repairedFrom,
        problem);
  }
}
