package org.contentmover.ccm.topology;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import org.contentmover.ccm.topology.view.SegmentReport;
import org.contentmover.ccm.topology.view.SegmentView;

/** One network segment as its last leader reported it. */
@Entity
@Table(name = "segment")
class Segment {
  @Id private String name;
  private String title;
  private String leader;
  private long epoch;

  @Column(name = "report_sequence")
  private long reportSequence = -1;

  private boolean multicast;

  @Column(name = "reported_ms")
  private Instant reportedAt;

  @Version private long version;

  protected Segment() {}

  Segment(String name) {
    this.name = name;
    this.title = name;
  }

  /** Takes a report if it is newer by (epoch, sequence); whether it was (EL-6, EL-10). */
  boolean take(SegmentReport report, Instant now) {
    boolean newer =
        report.epoch() > epoch || (report.epoch() == epoch && report.sequence() > reportSequence);
    if (!newer) {
      return false;
    }
    leader = report.leader();
    epoch = report.epoch();
    reportSequence = report.sequence();
    multicast = report.multicast();
    reportedAt = now;
    return true;
  }

  String held() {
    return "epoch " + epoch + ", sequence " + reportSequence;
  }

  boolean isSilent(Instant now, Duration silentAfter) {
    return reportedAt == null || reportedAt.plus(silentAfter).isBefore(now);
  }

  void rename(String newTitle) {
    title = newTitle;
  }

  String name() {
    return name;
  }

  String leader() {
    return leader;
  }

  long epoch() {
    return epoch;
  }

  long revision() {
    return version;
  }

  SegmentView view(Instant now, Duration silentAfter, int known, int up) {
    return new SegmentView(
        name,
        title,
        version,
        leader,
        epoch,
        Math.max(reportSequence, 0),
        multicast,
        reportedAt,
        isSilent(now, silentAfter),
        known,
        up);
  }
}
