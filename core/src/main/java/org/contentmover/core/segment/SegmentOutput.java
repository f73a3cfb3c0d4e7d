package org.contentmover.core.segment;

import java.nio.ByteBuffer;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.registration.SegmentSnapshot;

/**
 * What a {@link SegmentMember} wants done. Called on the thread that called the member, in the
 * order in which the effects must happen; must not call the member back.
 *
 * <p>Buffers are given away: the receiver may keep them.
 */
public interface SegmentOutput {
  /** Send to everybody on the control channel. At most 1,400 bytes. */
  void multicastControl(ByteBuffer datagram);

  /** Send to one member. At most 1,400 bytes. */
  void unicast(PeerAddress to, ByteBuffer datagram);

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
