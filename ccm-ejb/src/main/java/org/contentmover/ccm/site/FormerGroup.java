package org.contentmover.ccm.site;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/**
 * The last numbers of a content group that was removed. Servers take no number twice (CM-12), so a
 * group that is made again under that name goes on from here.
 *
 * @see SiteGroup
 */
@Entity
@Table(name = "former_group")
@IdClass(SiteGroup.Key.class)
class FormerGroup {
  @Id private String site;
  @Id private String name;

  @Column(name = "last_version")
  private long lastVersion;

  @Column(name = "last_sequence")
  private long lastSequence;

  @Column(name = "last_checkpoint")
  private long lastCheckpoint;

  protected FormerGroup() {}

  FormerGroup(SiteGroup.Key key, long lastVersion, long lastSequence, long lastCheckpoint) {
    this.site = key.site;
    this.name = key.name;
    this.lastVersion = lastVersion;
    this.lastSequence = lastSequence;
    this.lastCheckpoint = lastCheckpoint;
  }

  long lastVersion() {
    return lastVersion;
  }

  long lastSequence() {
    return lastSequence;
  }

  long lastCheckpoint() {
    return lastCheckpoint;
  }
}
