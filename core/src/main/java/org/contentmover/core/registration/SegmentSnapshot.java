package org.contentmover.core.registration;

import java.util.List;
import org.contentmover.core.ids.ServerName;

/**
 * The segment as its leader knows it at one moment; a later one has a higher (epoch, sequence)
 * (EL-10).
 *
 * @param epoch of the leader
 * @param sequence counts the snapshots of one epoch from 1
 * @param members registered servers, the leader included, by name
 * @param joined servers that are new since the snapshot before
 * @param left servers that have said good-bye since the snapshot before
 * @param lost servers that fell silent in this epoch and have not come back
 */
public record SegmentSnapshot(
    long epoch,
    long sequence,
    List<Member> members,
    List<ServerName> joined,
    List<ServerName> left,
    List<ServerName> lost) {
  /** Copies the lists. */
  public SegmentSnapshot {
    members = List.copyOf(members);
    joined = List.copyOf(joined);
    left = List.copyOf(left);
    lost = List.copyOf(lost);
  }
}
