package org.contentmover.ccm.topology;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.topology.view.KeyedView;
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

  @Column(name = "led_since_ms")
  private Instant ledSince;

  @Column(name = "control_channel")
  private String controlChannel = "";

  /** Of what people can change; what is reported does not count. */
  private long edits;

  @Version private long version;

  protected Segment() {}

  Segment(String name) {
    this.name = name;
    this.title = name;
  }

  /** Takes a report if it is newer by (epoch, sequence); whether it was (EL-6, EL-10). */
  boolean take(SegmentReport report, Instant now) {
    boolean sameLeadership = report.epoch() == epoch && report.leader().equals(leader);
    boolean newer =
        report.epoch() > epoch || (sameLeadership && report.sequence() > reportSequence);
    if (!newer) {
      return false;
    }
    if (!sameLeadership) {
      ledSince = now;
    }
    leader = report.leader();
    epoch = report.epoch();
    reportSequence = report.sequence();
    multicast = report.multicast();
    controlChannel = Columns.fit(report.controlChannel(), 100);
    reportedAt = now;
    return true;
  }

  /**
   * Whether a reporter should count on above the leadership held: it is another one, not older, and
   * its leader is the reporter itself, or silent. Two halves of a network that both reach the CCM
   * would else outbid each other for ever (EL-17).
   */
  boolean isForgottenBy(SegmentReport report, Instant now, Duration silentAfter) {
    boolean sameLeader = report.leader().equals(leader);
    boolean other = report.epoch() < epoch || (report.epoch() == epoch && !sameLeader);
    return other && leader != null && (sameLeader || isSilent(now, silentAfter));
  }

  String held() {
    return position().toString();
  }

  Outdated.Position position() {
    return new Outdated.Position(epoch, reportSequence);
  }

  boolean isSilent(Instant now, Duration silentAfter) {
    return reportedAt == null || reportedAt.plus(silentAfter).isBefore(now);
  }

  void rename(String newTitle) {
    title = newTitle;
    edits++;
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

  Instant ledSince() {
    return ledSince;
  }

  boolean multicast() {
    return multicast;
  }

  String controlChannel() {
    return controlChannel;
  }

  long revision() {
    return edits;
  }

  SegmentView view(
      Instant now, Duration silentAfter, KeyedView keys, int known, int up, long stale) {
    return new SegmentView(
        name,
        title,
        edits,
        leader,
        epoch,
        Math.max(reportSequence, 0),
        multicast,
        reportedAt,
        isSilent(now, silentAfter),
        keys,
        known,
        up,
        stale);
  }
}
