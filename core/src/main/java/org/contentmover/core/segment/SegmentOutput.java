package org.contentmover.core.segment;

import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.mctp.MctpOutput;
import org.contentmover.core.registration.SegmentSnapshot;

/**
 * What a {@link SegmentMember} wants done. Called on the thread that called the member, in the
 * order in which the effects must happen; must not call the member back.
 *
 * <p>Datagrams of election and registration have at most 1,400 bytes. Their buffers, as those of
 * transfer control, have an array and are given away.
 */
public interface SegmentOutput extends MctpOutput {
  /**
   * Make the floor durable, and return only then: the effects that follow depend on it (EL-6). When
   * that fails, throw {@link java.io.UncheckedIOException}; the member must then be thrown away,
   * because it could follow two leaders in one epoch after a restart.
   */
  void persistFloor(LeadershipFloor floor);

  /** Another leader, another epoch, or none (EL-2). */
  void leadershipChanged(Leadership leadership);

  /** On the leader: the member list changed, or is due for a refresh (EL-10). */
  void segmentChanged(SegmentSnapshot snapshot);
}
