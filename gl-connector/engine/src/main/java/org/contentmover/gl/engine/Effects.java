package org.contentmover.gl.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.guard.SegmentGuard;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.ByteRange;
import org.contentmover.core.mctp.CollectedReports;
import org.contentmover.core.mctp.ServerState;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.core.registration.SegmentSnapshot;
import org.contentmover.core.segment.ControlChannel;
import org.contentmover.core.segment.ControlChannelUse;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.segment.SegmentOutput;
import org.contentmover.core.text.Counted;
import org.contentmover.gl.deliver.Deliveries;
import org.contentmover.gl.log.ConnectorLog;
import org.contentmover.gl.state.EpochFloor;
import org.contentmover.gl.state.StateDirectory;

/** Carries out what the member wants done, on the loop and in order. */
final class Effects implements SegmentOutput {
  private final SegmentGuard guard;
  private final ControlChannels control;
  private final Distributions distributions;
  private final Receptions receptions;
  private final Deliveries deliveries;
  private final StateDirectory state;
  private final SegmentView view;

  Effects(
      SegmentGuard guard,
      ControlChannels control,
      StateDirectory state,
      SegmentView view,
      Distributions distributions,
      Receptions receptions,
      Deliveries deliveries) {
    this.guard = guard;
    this.control = control;
    this.distributions = distributions;
    this.receptions = receptions;
    this.deliveries = deliveries;
    this.state = state;
    this.view = view;
  }

  @Override
  public void multicastControl(ByteBuffer datagram) {
    guard.multicastControl(datagram);
  }

  @Override
  public void unicast(PeerAddress to, ByteBuffer datagram) {
    guard.unicast(to, datagram);
  }

  @Override
  public int sealBytes() {
    return guard.controlOverheadBytes();
  }

  @Override
  public void persistFloor(LeadershipFloor floor) {
    try {
      state.writeFloor(
          new EpochFloor(floor.epoch(), floor.leader().map(ServerName::value).orElseThrow()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void leadershipChanged(Leadership leadership) {
    if (leadership.leader().isPresent()) {
      ConnectorLog.LEADER_KNOWN.log(view.segment(), leadership.leader().get(), leadership.epoch());
    } else {
      ConnectorLog.LEADER_UNKNOWN.log(view.segment(), leadership.epoch());
    }
    view.onLeadership(leadership);
  }

  @Override
  public void segmentChanged(SegmentSnapshot snapshot) {
    view.onSegment(snapshot);
  }

  @Override
  public void offered(TransferSession session) {
    receptions.offered(session);
  }

  @Override
  public void openSpool(TransferSession session) {
    receptions.openSpool(session);
  }

  @Override
  public boolean writeFrame(AssignmentId assignment, long offset, ByteBuffer payload) {
    return receptions.writeFrame(assignment, offset, payload);
  }

  @Override
  public boolean keepParity(AssignmentId assignment, int block, int index, ByteBuffer payload) {
    return receptions.keepParity(assignment, block, index, payload);
  }

  @Override
  public boolean repair(TransferSession session, int block, int[] missing) {
    return receptions.repair(session, block, missing);
  }

  @Override
  public void dropParity(AssignmentId assignment, int block) {
    receptions.dropParity(assignment, block);
  }

  @Override
  public void verify(TransferSession session) {
    receptions.verify(session);
  }

  @Override
  public void rangesWanted(TransferSession session, List<ByteRange> ranges) {
    receptions.rangesWanted(session, ToApi.ranges(ranges));
  }

  @Override
  public void received(TransferSession session) {
    receptions.received(session);
  }

  @Override
  public void receptionDropped(AssignmentId assignment, String reason) {
    receptions.dropped(assignment, reason);
  }

  @Override
  public void sendFrame(TransferSession session, int pass, int frame, long offset, int length) {
    distributions.sendFrame(session, pass, frame, offset, length);
  }

  @Override
  public void sendParity(TransferSession session, int pass, int block, int index) {
    distributions.sendParity(session, pass, block, index);
  }

  @Override
  public void sendBehindFrames(TransferSession session, ByteBuffer datagram) {
    distributions.sendBehindFrames(session, datagram);
  }

  @Override
  public void reportsCollected(CollectedReports reports) {
    distributions.remember(reports);
    deliver(deliveries, ToApi.reports(reports));
    if (reports.isFinal()) {
      ConnectorLog.DISTRIBUTED.log(reports.assignment(), summary(reports));
    }
  }

  private static String summary(CollectedReports reports) {
    long reported =
        reports.servers().stream().filter(its -> its.state() == ServerState.REPORTED).count();
    String counted =
        reported + " of " + Counted.of(reports.servers().size(), "server") + " have reported";
    return reports.problem().isEmpty() ? counted : counted + "; " + reports.problem();
  }

  /** Tells the agent how a distribution stands; the newest only. */
  static void deliver(Deliveries deliveries, org.contentmover.gl.api.CollectedReports reports) {
    deliveries.replace(
        "reports " + reports.assignmentId(),
        "the reports of assignment " + reports.assignmentId(),
        listener -> listener.reportsCollected(reports));
  }

  @Override
  public void distributionEnded(AssignmentId assignment) {
    distributions.end(assignment);
  }

  @Override
  public void useControlChannels(ControlChannelUse use) {
    control.use(use);
  }

  @Override
  public void controlChannelMoved(ControlChannel channel) {
    ConnectorLog.CONTROL_CHANNEL_MOVED.log(view.segment(), channel);
  }

  @Override
  public void controlChannelNotMoved(ControlChannel channel, Collection<ServerName> missing) {
    ConnectorLog.CONTROL_CHANNEL_STAYS.log(view.segment(), channel, missing);
  }
}
