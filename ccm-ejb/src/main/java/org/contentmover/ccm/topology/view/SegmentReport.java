package org.contentmover.ccm.topology.view;

import java.util.List;

/** A leader's report of its segment (EL-10): complete, ordered by (epoch, sequence). */
public record SegmentReport(
    String leader,
    long epoch,
    long sequence,
    boolean multicast,
    String controlChannel,
    List<MemberFacts> members,
    List<String> lost) {
  public SegmentReport {
    controlChannel = controlChannel == null ? "" : controlChannel;
    members = members == null ? List.of() : List.copyOf(members);
    lost = lost == null ? List.of() : List.copyOf(lost);
  }
}
