package org.contentmover.ccm.distribution;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** What a distribution switches for one of the runs whose sites go live by its commit. */
@Entity
@Table(name = "joint_switch")
@IdClass(JointSwitch.Key.class)
class JointSwitch {
  @Id private String distribution;
  @Id private String run;
  private String site;

  @Column(name = "group_name")
  private String group;

  @Column(name = "target_version")
  private long targetVersion;

  @Column(name = "released_ms")
  private Instant releasedAt;

  @Version private long version;

  protected JointSwitch() {}

  JointSwitch(UUID distribution, SwitchedRun run) {
    this.distribution = distribution.toString();
    this.run = run.run().toString();
    this.site = run.site();
    this.group = run.group();
    this.targetVersion = run.version();
  }

  /** The run waits for nobody any more. */
  void release(Instant now) {
    releasedAt = releasedAt == null ? now : releasedAt;
  }

  boolean isReleased() {
    return releasedAt != null;
  }

  UUID distribution() {
    return UUID.fromString(distribution);
  }

  UUID run() {
    return UUID.fromString(run);
  }

  String site() {
    return site;
  }

  String group() {
    return group;
  }

  long targetVersion() {
    return targetVersion;
  }

  /** Identity. */
  static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    String distribution;
    String run;

    Key() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && distribution.equals(key.distribution)
          && run.equals(key.run);
    }

    @Override
    public int hashCode() {
      return 31 * distribution.hashCode() + run.hashCode();
    }
  }
}
