package org.contentmover.ccm.topology;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import org.contentmover.ccm.topology.view.SegmentKeySettings;
import org.contentmover.core.rekey.KeyRotation;
import org.contentmover.core.rekey.RotationStep;

/** What the servers of one segment are to seal with, and what an administrator wants of it. */
@Entity
@Table(name = "segment_keying")
class SegmentKeying {
  static final Duration PATIENCE = Duration.ofMinutes(10);

  @Id String segment;

  @Enumerated(EnumType.STRING)
  private RotationStep step;

  private int sending;
  private int other;

  @Column(name = "last_id")
  private int lastId;

  private long ring;

  @Column(name = "since_ms")
  private Instant since;

  private boolean urgent;
  private boolean again;

  boolean encrypts;

  @Column(name = "rotate_days")
  int rotateDays;

  @Column(name = "patience_ms")
  long patienceMillis = PATIENCE.toMillis();

  /** Of what an administrator set; the steps of a rotation do not change it. */
  long revision;

  @Version private long version;

  protected SegmentKeying() {}

  SegmentKeying(String segment, KeyRotation rotation) {
    this.segment = segment;
    set(rotation);
  }

  /** Takes what an administrator wants but for the policy, which is a rotation's business. */
  void settle(SegmentKeySettings wanted) {
    encrypts = wanted.encrypts();
    rotateDays = wanted.rotateEveryDays();
    patienceMillis = wanted.patience().toMillis();
    revision++;
  }

  KeyRotation rotation() {
    return new KeyRotation(step, sending, other, lastId, ring, since.toEpochMilli(), urgent, again);
  }

  final void set(KeyRotation rotation) {
    step = rotation.step();
    sending = rotation.sending();
    other = rotation.other();
    lastId = rotation.lastId();
    ring = rotation.revision();
    since = Instant.ofEpochMilli(rotation.sinceMillis());
    urgent = rotation.urgent();
    again = rotation.again();
  }
}
