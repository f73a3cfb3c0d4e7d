package org.contentmover.gl.engine;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.contentmover.core.registration.SegmentSnapshot;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.Member;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.deliver.Deliveries;
import org.contentmover.gl.log.ConnectorLog;

/** What the agent is told about the segment: leadership and members. Owned by the loop. */
final class SegmentView {
  private static final String LEADERSHIP_LANE = "leadership";
  private static final String SEGMENT_LANE = "segment";

  private final SegmentSettings settings;
  private final Deliveries deliveries;
  private final Supplier<Health> health;
  private Leadership leadership = Leadership.NONE;
  private long sequence;
  private List<Member> members = List.of();
  private List<String> lost = List.of();

  /**
   * What changes all the time and is read only when a snapshot is made.
   *
   * @param multicastHeard whether this server hears its own multicast
   * @param controlChannel of the segment, "" without multicast
   * @param counters by name
   */
  record Health(boolean multicastHeard, String controlChannel, SortedMap<String, Long> counters) {}

  SegmentView(SegmentSettings settings, Deliveries deliveries, Supplier<Health> health) {
    this.settings = settings;
    this.deliveries = deliveries;
    this.health = health;
  }

  String segment() {
    return settings.segment();
  }

  Leadership leadership() {
    return leadership;
  }

  void onLeadership(org.contentmover.core.segment.Leadership changed) {
    leadership = ToApi.leadership(changed);
    if (leadership.role() != Role.LEADER) {
      sequence = 0;
      members = List.of();
      lost = List.of();
      deliveries.drop(SEGMENT_LANE);
    }
    deliverLeadership();
  }

  void onSegment(SegmentSnapshot changed) {
    List<String> lostNow = ToApi.names(changed.lost());
    List<Member> membersNow = ToApi.members(changed.members());
    if (!changed.joined().isEmpty() || !changed.left().isEmpty() || !lostNow.equals(lost)) {
      ConnectorLog.MEMBERS_CHANGED.log(
          segment(), membersNow.stream().map(Member::server).toList(), lostNow);
    }
    sequence = changed.sequence();
    members = membersNow;
    lost = lostNow;
    deliverSegment();
  }

  /** Tells everything to an agent that came now. */
  void deliverAll() {
    deliverLeadership();
    if (leadership.role() == Role.LEADER && sequence > 0) {
      deliverSegment();
    }
  }

  private void deliverLeadership() {
    Leadership now = leadership;
    deliveries.replace(
        LEADERSHIP_LANE, "the leadership", listener -> listener.leadershipChanged(now));
  }

  private void deliverSegment() {
    org.contentmover.gl.api.SegmentSnapshot now = snapshot();
    deliveries.replace(SEGMENT_LANE, "the members", listener -> listener.segmentChanged(now));
  }

  org.contentmover.gl.api.SegmentSnapshot snapshot() {
    Health now = health.get();
    return new org.contentmover.gl.api.SegmentSnapshot(
        true,
        settings.server(),
        settings.segment(),
        leadership,
        sequence,
        members,
        lost,
        settings.peers().isEmpty(),
        now.multicastHeard(),
        now.controlChannel(),
        "",
        now.counters());
  }
}
