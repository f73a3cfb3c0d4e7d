package org.contentmover.core.segment;

import java.util.Collection;
import org.contentmover.core.election.ElectionEvent;
import org.contentmover.core.ids.ServerName;

/** What follows from moves to other control channels (EL-9). Owned by the member's thread. */
final class ChannelMoveEffects implements ChannelMove.Output {
  private final LeadershipRelay leadership;
  private final ControlSender sender;
  private final SegmentCounters counters;
  private final SegmentOutput output;

  ChannelMoveEffects(
      LeadershipRelay leadership,
      ControlSender sender,
      SegmentCounters counters,
      SegmentOutput output) {
    this.leadership = leadership;
    this.sender = sender;
    this.counters = counters;
    this.output = output;
  }

  @Override
  public void useControlChannels(ControlChannelUse use) {
    output.useControlChannels(use);
  }

  @Override
  public void sayReady(ControlChannel next) {
    Leadership followed = leadership.current();
    sender.channelReady(
        followed.leaderAddress().orElseThrow(), new ChannelReady(followed.epoch(), next));
  }

  @Override
  public void moved(ControlChannel channel) {
    counters.event(ElectionEvent.CHANNELS_MOVED);
    output.controlChannelMoved(channel);
  }

  @Override
  public void givenUp(ControlChannel channel, Collection<ServerName> missing) {
    counters.event(ElectionEvent.CHANNEL_MOVES_GIVEN_UP);
    output.controlChannelNotMoved(channel, missing);
  }
}
