package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.mctp.ByteRange;
import org.contentmover.core.mctp.CollectedReports;
import org.contentmover.core.mctp.DistributionOrder;
import org.contentmover.core.mctp.MctpEndpoint;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.mctp.wire.Outcome;

/**
 * The agent and the files of one simulated server: answers what the transfer asks, later, and as
 * slowly as it likes. Whole assignments are on disk and survive a crash, and so does what was
 * written of others.
 */
final class SimulatedAgent {
  private static final long MS = 1_000_000;
  private static final long HOUR_MS = 3_600_000;
  private static final int MOST_IN_MEMORY_BYTES = 20_000;
  private static final String NO_SPACE = "no space left on device";
  private static final long FETCH_RETRY_NS = 200 * MS;

  /** As long as the adapter's data channels. */
  private static final long DATA_CHANNEL_LINGER_NS = 20_000_000_000L;

  private final SimulatedServer server;
  private final EventQueue time;
  private final Network network;
  private final RandomGenerator random;
  private final Publisher publisher;
  private final Map<AssignmentId, byte[]> disk = new HashMap<>();
  private final Map<AssignmentId, Spool> spools = new HashMap<>();

  /** Of processes that died, until they are opened again. */
  private final Map<AssignmentId, Spool> leftSpools = new HashMap<>();

  private final SimulatedParity parity = new SimulatedParity();

  /** A leader stages what it distributes, once. */
  private final Set<AssignmentId> ledByThisProcess = new HashSet<>();

  private boolean refusing;
  private boolean diskFull;
  private long leavesDataChannelNs;
  private long framesSent;

  SimulatedAgent(
      SimulatedServer server,
      EventQueue time,
      Network network,
      RandomGenerator random,
      Publisher publisher) {
    this.server = server;
    this.time = time;
    this.network = network;
    this.random = random;
    this.publisher = publisher;
  }

  /** From now on offers are refused for want of space. */
  void refuse() {
    refusing = true;
  }

  /** From now on nothing can be written, or everything again. */
  void setDiskFull(boolean full) {
    diskFull = full;
  }

  boolean refuses() {
    return refusing;
  }

  void onCrash() {
    spools.values().forEach(spool -> spool.loseLast(random.nextInt(MOST_IN_MEMORY_BYTES)));
    leftSpools.putAll(spools);
    spools.clear();
    parity.clear();
    leavesDataChannelNs = 0;
    ledByThisProcess.clear();
  }

  /** Frames this server has sent, in all its lives. */
  long framesSent() {
    return framesSent;
  }

  byte[] file(AssignmentId assignment) {
    return disk.get(assignment);
  }

  /** The publisher gives this leader an assignment, with its file. */
  void distribute(DistributionOrder order, byte[] content) {
    disk.put(order.assignment(), content);
    Spool half = spools.get(order.assignment());
    if (half != null) {
      // It received a part before it led: the agent fills the gaps of that file with what it has.
      half.fill(new ByteRange(0, content.length));
      server.transfer().rangesFilled(order.assignment());
    }
    server.transfer().distribute(order, server.nowNs());
    if (ledByThisProcess.add(order.assignment())) {
      stage(order.assignment(), content.length);
    }
  }

  void offered(TransferSession session) {
    AssignmentId id = session.assignment();
    later(
        20,
        transfer -> {
          if (refusing) {
            transfer.refused(id, NO_SPACE, server.nowNs());
          } else if (disk.containsKey(id)) {
            transfer.alreadyHave(id, server.nowNs());
            stage(id, session.sizeBytes());
          } else {
            transfer.accepted(id);
          }
        });
  }

  void openSpool(TransferSession session) {
    AssignmentId id = session.assignment();
    if (diskFull) {
      later(5, transfer -> transfer.spoolFailed(id, NO_SPACE, server.nowNs()));
      return;
    }
    Spool left = leftSpools.remove(id);
    if (left == null) {
      spools.computeIfAbsent(id, any -> new Spool(server.name(), publisher.content(id)));
    } else {
      spools.put(id, left);
    }
    later(
        5,
        transfer -> {
          if (left != null) {
            transfer.framesFound(id, left.found(session));
          }
          transfer.spoolOpened(id, server.nowNs());
        });
  }

  boolean writeFrame(AssignmentId assignment, long offset, ByteBuffer payload) {
    if (diskFull) {
      later(5, transfer -> transfer.spoolFailed(assignment, NO_SPACE, server.nowNs()));
      return false;
    }
    spools.get(assignment).write(offset, payload);
    return true;
  }

  void verify(TransferSession session) {
    AssignmentId id = session.assignment();
    spools.get(id).assertWhole();
    later(10, transfer -> transfer.verified(id, true, server.nowNs()));
  }

  void rangesWanted(TransferSession session, List<ByteRange> ranges) {
    AssignmentId id = session.assignment();
    later(
        50,
        transfer -> {
          byte[] source = publisher.fetch(session.sourceUrl(), server, id);
          Spool spool = spools.get(id);
          if (spool == null) {
            return;
          }
          if (source == null) {
            time.after(FETCH_RETRY_NS, () -> rangesWanted(session, ranges));
            return;
          }
          ranges.forEach(range -> spool.fill(new ByteRange(range.offset(), halfOf(range))));
          later(
              50,
              sameTransfer -> {
                if (spool.equals(spools.get(id))) {
                  ranges.forEach(spool::fill);
                  sameTransfer.rangesFilled(id);
                }
              });
        });
  }

  private static long halfOf(ByteRange range) {
    return (range.length() + 1) / 2;
  }

  void received(TransferSession session) {
    byte[] content = spools.remove(session.assignment()).content();
    leaveDataChannelSoon();
    publisher.onReceived(server, session.assignment(), content);
    disk.put(session.assignment(), content);
    stage(session.assignment(), session.sizeBytes());
  }

  void receptionDropped(AssignmentId assignment) {
    spools.remove(assignment);
    parity.drop(assignment);
    leaveDataChannelSoon();
  }

  void sendFrame(TransferSession session, int pass, int frame, long offset, int length) {
    framesSent++;
    ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + length);
    session.writeHeader(datagram, pass, frame);
    datagram.put(disk.get(session.assignment()), (int) offset, length);
    sendBehindFrames(session, datagram.flip());
  }

  void sendParity(TransferSession session, int pass, int block, int index) {
    framesSent++;
    byte[] content = disk.get(session.assignment());
    sendBehindFrames(session, parity.frame(session, pass, block, index, content));
  }

  void repair(TransferSession session, int block, int[] missing) {
    parity.repair(session, block, missing, spools.get(session.assignment()));
  }

  SimulatedParity parity() {
    return parity;
  }

  void sendBehindFrames(TransferSession session, ByteBuffer datagram) {
    network.multicastData(
        server, datagram, to -> session.isBlock() || to.agent().listensToDataChannel());
  }

  /** One data channel serves all transfers of a segment (ADR 0043). */
  private boolean listensToDataChannel() {
    return !spools.isEmpty() || time.nowNs() < leavesDataChannelNs;
  }

  private void leaveDataChannelSoon() {
    leavesDataChannelNs = time.nowNs() + DATA_CHANNEL_LINGER_NS;
  }

  void reportsCollected(CollectedReports reports) {
    publisher.onReports(server, reports);
  }

  private void stage(AssignmentId assignment, long sizeBytes) {
    later(
        50,
        transfer ->
            transfer.report(
                new MemberReport(assignment, Outcome.STAGED, "", sizeBytes, 1, wallClockMillis()),
                server.nowNs()));
  }

  /** Right, an hour slow, or an hour fast. */
  private long wallClockMillis() {
    return time.nowNs() / MS + (1 + server.index() % 3) * HOUR_MS;
  }

  /** Within so many milliseconds, unless the process has died by then. */
  private void later(long mostMs, Consumer<MctpEndpoint> action) {
    time.after(random.nextLong(mostMs * MS), () -> server.tellTransfer(action));
  }
}
