package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
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
import org.contentmover.core.segment.DatagramText;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.segment.SegmentOutput;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;

/**
 * Carries out what the member of one server wants done: checks it against the invariants, tells the
 * trace, and hands it to network, disk and agent.
 */
final class ServerEffects implements SegmentOutput {
  private static final int LEADER_ALIVE = 1;

  private final SimulatedServer server;
  private final SimulatedAgent agent;
  private final Network network;
  private final LeadershipInvariants invariants;
  private final Publisher publisher;
  private String lastHeartbeat = "";

  ServerEffects(
      SimulatedServer server,
      SimulatedAgent agent,
      Network network,
      LeadershipInvariants invariants,
      Publisher publisher) {
    this.server = server;
    this.agent = agent;
    this.network = network;
    this.invariants = invariants;
    this.publisher = publisher;
  }

  @Override
  public void multicastControl(ByteBuffer datagram) {
    if (server.isTraced()) {
      sayUnlessRepeated(DatagramText.describe(datagram));
    }
    if (DatagramHeader.peekType(datagram) == LEADER_ALIVE) {
      invariants.onLeaderAlive(server.name(), epochOf(datagram));
    }
    for (ControlChannel channel : List.copyOf(server.channels().sending())) {
      network.multicast(server, channel, datagram);
    }
  }

  @Override
  public void unicast(PeerAddress to, ByteBuffer datagram) {
    if (server.isTraced()) {
      server.say("→ " + to + ": " + DatagramText.describe(datagram));
    }
    network.unicast(server, to, datagram);
  }

  @Override
  public int sealBytes() {
    return server.controlOverheadBytes();
  }

  @Override
  public void persistFloor(LeadershipFloor floor) {
    if (server.isTraced()) {
      server.say("floor on disk: " + floor.leader().orElseThrow() + " in epoch " + floor.epoch());
    }
    invariants.onFloor(server.name(), floor);
    server.onPersisted(floor);
  }

  @Override
  public void leadershipChanged(Leadership leadership) {
    server.say(
        leadership.role()
            + leadership.leader().map(leader -> ", leader " + leader).orElse("")
            + ", epoch "
            + leadership.epoch());
    invariants.onLeadership(server.name(), leadership);
    if (leadership.role() == Leadership.Role.LEADER) {
      publisher.onLeader(server, LeadershipFloor.of(leadership.epoch(), server.name()));
    }
  }

  @Override
  public void segmentChanged(SegmentSnapshot newSnapshot) {
    invariants.onSnapshot(server.name(), newSnapshot.epoch(), newSnapshot.sequence());
    server.onSnapshot(newSnapshot);
    if (server.isTraced()) {
      server.say(
          "lists "
              + newSnapshot.members().size()
              + " members, sequence "
              + newSnapshot.sequence()
              + " joined "
              + newSnapshot.joined()
              + " left "
              + newSnapshot.left()
              + " lost "
              + newSnapshot.lost());
    }
  }

  @Override
  public void offered(TransferSession session) {
    agent.offered(session);
  }

  @Override
  public void openSpool(TransferSession session) {
    agent.openSpool(session);
  }

  @Override
  public boolean writeFrame(AssignmentId assignment, long offset, ByteBuffer payload) {
    return agent.writeFrame(assignment, offset, payload);
  }

  @Override
  public void verify(TransferSession session) {
    agent.verify(session);
  }

  @Override
  public void rangesWanted(TransferSession session, List<ByteRange> ranges) {
    server.say("fetches " + ranges.size() + " ranges");
    agent.rangesWanted(session, ranges);
  }

  @Override
  public void received(TransferSession session) {
    server.say("has received " + session.sizeBytes() + " bytes");
    agent.received(session);
  }

  @Override
  public void receptionDropped(AssignmentId assignment, String reason) {
    server.say("drops a reception: " + reason);
    agent.receptionDropped(assignment);
  }

  @Override
  public void sendFrame(TransferSession session, int pass, int frame, long offset, int length) {
    invariants.onSends(server.name());
    agent.sendFrame(session, pass, frame, offset, length);
  }

  @Override
  public void sendParity(TransferSession session, int pass, int block, int index) {
    invariants.onSends(server.name());
    agent.sendParity(session, pass, block, index);
  }

  @Override
  public boolean keepParity(AssignmentId assignment, int block, int index, ByteBuffer payload) {
    agent.parity().keep(assignment, block, index, payload);
    return true;
  }

  @Override
  public boolean repair(TransferSession session, int block, int[] missing) {
    agent.repair(session, block, missing);
    return true;
  }

  @Override
  public void dropParity(AssignmentId assignment, int block) {
    agent.parity().drop(assignment, block);
  }

  @Override
  public void sendBehindFrames(TransferSession session, ByteBuffer datagram) {
    if (server.isTraced()) {
      server.say("⇒ data channel: " + DatagramText.describe(datagram));
    }
    agent.sendBehindFrames(session, datagram);
  }

  @Override
  public void reportsCollected(CollectedReports reports) {
    if (server.isTraced()) {
      server.say("collected " + (reports.isFinal() ? "finally " : "") + summary(reports));
    }
    agent.reportsCollected(reports);
  }

  @Override
  public void distributionEnded(AssignmentId assignment) {
    server.say("sends no more of this assignment");
  }

  private static long epochOf(ByteBuffer leaderAlive) {
    WireReader in = new WireReader(leaderAlive);
    DatagramHeader.read(in);
    return in.i64();
  }

  private static String summary(CollectedReports reports) {
    return reports.servers().stream()
        .map(progress -> progress.server() + " " + progress.state())
        .collect(Collectors.joining(", "));
  }

  /** Ten heartbeats a second would bury everything else. */
  private void sayUnlessRepeated(String text) {
    String heartbeat =
        text.startsWith("LeaderAlive") ? text.replaceFirst("sequence \\d+ ", "") : "";
    if (heartbeat.isEmpty() || !heartbeat.equals(lastHeartbeat)) {
      server.say("⇒ all: " + text);
    }
    if (!heartbeat.isEmpty()) {
      lastHeartbeat = heartbeat;
    }
  }

  @Override
  public void useControlChannels(ControlChannelUse use) {
    server.say("listens to " + use.listen() + ", speaks on " + use.send());
    server.channels().use(use);
  }

  @Override
  public void controlChannelMoved(ControlChannel channel) {
    server.say("moved the segment to " + channel);
  }

  @Override
  public void controlChannelNotMoved(ControlChannel channel, Collection<ServerName> missing) {
    server.say("did not move the segment to " + channel + ", missing " + missing);
  }
}
