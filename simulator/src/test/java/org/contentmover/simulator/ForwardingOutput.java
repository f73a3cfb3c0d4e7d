package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.ByteRange;
import org.contentmover.core.mctp.CollectedReports;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.core.registration.SegmentSnapshot;
import org.contentmover.core.segment.ControlChannel;
import org.contentmover.core.segment.ControlChannelUse;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.segment.SegmentOutput;

/** Carries out every effect; a planted fault overrides what it does wrong. */
class ForwardingOutput implements SegmentOutput {
  final SegmentOutput real;

  ForwardingOutput(SegmentOutput real) {
    this.real = real;
  }

  @Override
  public void multicastControl(ByteBuffer datagram) {
    real.multicastControl(datagram);
  }

  @Override
  public void unicast(PeerAddress to, ByteBuffer datagram) {
    real.unicast(to, datagram);
  }

  @Override
  public int sealBytes() {
    return real.sealBytes();
  }

  @Override
  public void persistFloor(LeadershipFloor floor) {
    real.persistFloor(floor);
  }

  @Override
  public void leadershipChanged(Leadership leadership) {
    real.leadershipChanged(leadership);
  }

  @Override
  public void segmentChanged(SegmentSnapshot snapshot) {
    real.segmentChanged(snapshot);
  }

  @Override
  public void sendFrame(TransferSession session, int pass, int frame, long offset, int length) {
    real.sendFrame(session, pass, frame, offset, length);
  }

  @Override
  public void sendParity(TransferSession session, int pass, int block, int index) {
    real.sendParity(session, pass, block, index);
  }

  @Override
  public boolean keepParity(AssignmentId assignment, int block, int index, ByteBuffer payload) {
    return real.keepParity(assignment, block, index, payload);
  }

  @Override
  public boolean repair(TransferSession session, int block, int[] missing) {
    return real.repair(session, block, missing);
  }

  @Override
  public void dropParity(AssignmentId assignment, int block) {
    real.dropParity(assignment, block);
  }

  @Override
  public void sendBehindFrames(TransferSession session, ByteBuffer datagram) {
    real.sendBehindFrames(session, datagram);
  }

  @Override
  public void reportsCollected(CollectedReports reports) {
    real.reportsCollected(reports);
  }

  @Override
  public void distributionEnded(AssignmentId assignment) {
    real.distributionEnded(assignment);
  }

  @Override
  public void offered(TransferSession session) {
    real.offered(session);
  }

  @Override
  public void openSpool(TransferSession session) {
    real.openSpool(session);
  }

  @Override
  public boolean writeFrame(AssignmentId assignment, long offset, ByteBuffer payload) {
    return real.writeFrame(assignment, offset, payload);
  }

  @Override
  public void verify(TransferSession session) {
    real.verify(session);
  }

  @Override
  public void rangesWanted(TransferSession session, List<ByteRange> ranges) {
    real.rangesWanted(session, ranges);
  }

  @Override
  public void received(TransferSession session) {
    real.received(session);
  }

  @Override
  public void receptionDropped(AssignmentId assignment, String reason) {
    real.receptionDropped(assignment, reason);
  }

  @Override
  public void useControlChannels(ControlChannelUse use) {
    real.useControlChannels(use);
  }

  @Override
  public void controlChannelMoved(ControlChannel channel) {
    real.controlChannelMoved(channel);
  }

  @Override
  public void controlChannelNotMoved(ControlChannel channel, Collection<ServerName> missing) {
    real.controlChannelNotMoved(channel, missing);
  }
}
