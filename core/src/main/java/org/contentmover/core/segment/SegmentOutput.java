package org.contentmover.core.segment;

import java.util.Collection;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.MctpOutput;
import org.contentmover.core.registration.SegmentSnapshot;

/**
 * What a {@link SegmentMember} wants done. Called on the thread that called the member, in the
 * order in which the effects must happen; must not call the member back.
 *
 * <p>Datagrams of election and registration have at most 1,400 bytes, but for probes of the path.
 * Their buffers, as those of transfer control, have an array and are given away.
 */
public interface SegmentOutput extends MctpOutput {
  /**
   * Make the floor durable, and return only then: the effects that follow depend on it (EL-6). When
   * that fails, throw {@link java.io.UncheckedIOException}; the member must then be thrown away,
   * because it could follow two leaders in one epoch after a restart.
   */
  void persistFloor(LeadershipFloor floor);

  /** What a control datagram is longer by on the wire than it is given here. */
  default int sealBytes() {
    return 0;
  }

  /** Another leader, another epoch, or none (EL-2). */
  void leadershipChanged(Leadership leadership);

  /** On the leader: the member list changed, or is due for a refresh (EL-10). */
  void segmentChanged(SegmentSnapshot snapshot);

  /**
   * Listen to these control channels, and multicast control datagrams on those, from now on; until
   * the first call it is the configured one (EL-9). The member is told by {@link
   * SegmentMember#onControlChannelJoined} when a channel is listened to; what cannot be opened is
   * left out.
   */
  void useControlChannels(ControlChannelUse use);

  /** On the leader: the segment is on that control channel now. */
  void controlChannelMoved(ControlChannel channel);

  /** On the leader: the segment stays where it is, because these members do not listen there. */
  void controlChannelNotMoved(ControlChannel channel, Collection<ServerName> missing);
}
