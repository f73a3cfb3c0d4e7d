package org.contentmover.ccm.site;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.contentmover.ccm.setup.LinesConverter;
import org.contentmover.ccm.site.view.HostedSiteView;

/** One hosted site. */
@Entity
@Table(name = "hosted_site")
class Site {
  /** Unless an administrator says otherwise. */
  static final int CHECKPOINTS_KEPT = 10;

  @Id private String name;
  private String description;

  @Column(name = "created_ms")
  private Instant createdAt;

  @Column(name = "checkpoints_kept")
  private int checkpointsKept;

  @Convert(converter = LinesConverter.class)
  @Column(name = "publisher_keys")
  private List<String> publisherKeys = List.of();

  @Version private long version;

  protected Site() {}

  Site(String name, String description, Instant now) {
    this.name = name;
    this.description = description;
    this.createdAt = now;
    this.checkpointsKept = CHECKPOINTS_KEPT;
  }

  void describe(String newDescription) {
    description = newDescription;
  }

  void keepCheckpoints(int kept) {
    checkpointsKept = kept;
  }

  int checkpointsKept() {
    return checkpointsKept;
  }

  void signedBy(List<String> keys) {
    publisherKeys = List.copyOf(keys);
  }

  List<String> publisherKeys() {
    return publisherKeys;
  }

  String name() {
    return name;
  }

  long revision() {
    return version;
  }

  HostedSiteView view(List<String> groups, List<String> stagingAreas) {
    return new HostedSiteView(
        name,
        description,
        version,
        createdAt,
        checkpointsKept,
        publisherKeys,
        groups,
        stagingAreas);
  }
}
