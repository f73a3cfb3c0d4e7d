package org.contentmover.ccm.topology.view;

import java.time.Instant;
import java.util.List;

/**
 * Who leads a segment, since when, and why (EL-3, EL-12).
 *
 * @param leader null when none has ever reported
 * @param since when the CCM first heard of this leadership
 * @param silent whether the leader has not reported for longer than the silence limit
 * @param why in words, for administrators
 * @param controlChannel multicast group and port the segment is on, "" when it has none (EL-9)
 * @param candidates every server of the segment, the highest priority first
 */
public record LeadershipView(
    String segment,
    String leader,
    long epoch,
    Instant since,
    boolean silent,
    String why,
    String controlChannel,
    List<CandidateView> candidates) {
  public LeadershipView {
    candidates = List.copyOf(candidates);
  }
}
