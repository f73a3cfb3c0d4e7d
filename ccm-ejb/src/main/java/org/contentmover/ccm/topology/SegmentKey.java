package org.contentmover.ccm.topology;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/** One key of a segment, as long as it is on its servers' rings. */
@Entity
@Table(name = "segment_key")
@IdClass(SegmentKey.Key.class)
class SegmentKey {
  @Id String segment;

  @Id
  @Column(name = "key_id")
  int id;

  @Column(name = "sealed_secret")
  String sealedSecret;

  @Column(name = "made_ms")
  Instant madeAt;

  @Column(name = "sending_ms")
  Instant sendingSince;

  protected SegmentKey() {}

  SegmentKey(String segment, int id, String sealedSecret, Instant now) {
    this.segment = segment;
    this.id = id;
    this.sealedSecret = sealedSecret;
    this.madeAt = now;
  }

  void sealed(Instant now) {
    if (sendingSince == null) {
      sendingSince = now;
    }
  }

  /** Identity; a class because EclipseLink makes it by its fields. */
  static class Key implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    String segment;
    int id;

    Key() {}

    Key(String segment, int id) {
      this.segment = segment;
      this.id = id;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && segment.equals(key.segment) && id == key.id;
    }

    @Override
    public int hashCode() {
      return 31 * segment.hashCode() + id;
    }
  }
}
