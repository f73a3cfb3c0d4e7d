package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.mctp.wire.Outcome;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;

/** One server of a {@link LoopNetwork}: endpoint, spool files, and an agent that says yes. */
final class LoopServer implements MctpOutput {
  static final SegmentName SEGMENT = new SegmentName("boston");

  private final LoopNetwork network;
  private final ServerName name;
  private final PeerAddress address;
  private final MctpEndpoint endpoint;

  /** What this server can send: the files of its agent. */
  final Map<AssignmentId, byte[]> files = new HashMap<>();

  final Map<AssignmentId, byte[]> spools = new HashMap<>();
  final LoopParity parity = new LoopParity();
  final List<AssignmentId> received = new ArrayList<>();
  final List<CollectedReports> collected = new ArrayList<>();
  final List<AssignmentId> ended = new ArrayList<>();
  final Map<AssignmentId, String> dropped = new HashMap<>();
  final List<List<ByteRange>> fetches = new ArrayList<>();

  /** Answers offers; by default as an agent that wants everything. */
  OfferAnswer answer = OfferAnswer.ACCEPT;

  /** Whether the agent reports STAGED when it has received something. */
  boolean reports = true;

  /** Where the agent fetches from when asked; null: it never answers. */
  LoopServer fetchesFrom;

  boolean failsToWrite;

  /** So many frames more are refused, because the disk is behind. */
  int diskBehindFrames;

  /** What this server's network takes; null for everything. */
  DropTailLink downlink;

  /** When the last datagram on its way arrives. */
  long lastArrivalNs;

  /** It gets the processor once in so long; 0 for always. */
  private long turnEveryNs;

  private long firstTurnNs;
  private double loss;
  private boolean silent;

  /** What the agent of a test says to an offer. */
  enum OfferAnswer {
    ACCEPT,
    ALREADY_HAVE,
    NOT_ADDRESSED,
    REFUSE,
    NEVER
  }

  LoopServer(
      LoopNetwork network, ServerName name, PeerAddress address, MctpConfig config, long seed) {
    this.network = network;
    this.name = name;
    this.address = address;
    this.endpoint = new MctpEndpoint(SEGMENT, name, address, seed, config, new Random(seed), this);
  }

  ServerName name() {
    return name;
  }

  PeerAddress address() {
    return address;
  }

  MctpEndpoint endpoint() {
    return endpoint;
  }

  double loss() {
    return silent ? 1 : loss;
  }

  /** This much of what is sent to this server gets lost, at least. */
  LoopServer loss(double share) {
    loss = share;
    return this;
  }

  /** Neither hears nor speaks, as if it had been switched off. */
  void silent(boolean isSilent) {
    silent = isSilent;
  }

  void follow(FollowedLeader leader) {
    if (!silent) {
      endpoint.follow(leader, network.nowNs());
    }
  }

  void distribute(DistributionOrder order, byte[] content) {
    files.put(order.assignment(), content);
    endpoint.distribute(order, network.nowNs());
  }

  CollectedReports lastCollected() {
    return collected.get(collected.size() - 1);
  }

  ServerProgress progressOf(LoopServer server) {
    return lastCollected().servers().stream()
        .filter(progress -> progress.server().equals(server.name))
        .findFirst()
        .orElseThrow();
  }

  long counter(String counter) {
    return endpoint.counters().get(counter);
  }

  void report(AssignmentId assignment, Outcome outcome) {
    endpoint.report(
        new MemberReport(assignment, outcome, "", 1, 2, network.nowNs() / LoopNetwork.MS),
        network.nowNs());
  }

  /** Gets the processor so seldom, from then on: what arrives meanwhile waits in its socket. */
  void starved(long everyNs, long firstNs) {
    turnEveryNs = everyNs;
    firstTurnNs = firstNs;
  }

  /** When it looks at what happens at that time. */
  long wakesAtNs(long atNs) {
    if (turnEveryNs == 0 || atNs <= firstTurnNs) {
      return Math.max(atNs, firstTurnNs);
    }
    long turns = (atNs - firstTurnNs + turnEveryNs - 1) / turnEveryNs;
    return firstTurnNs + turns * turnEveryNs;
  }

  long nextDeadlineNs() {
    long dueNs = endpoint.nextDeadlineNs();
    return silent || dueNs == MctpEndpoint.NO_DEADLINE
        ? Long.MAX_VALUE
        : Math.max(network.nowNs(), wakesAtNs(dueNs));
  }

  void tick() {
    endpoint.onTimer(network.nowNs());
  }

  void receive(ByteBuffer datagram) {
    if (silent) {
      return;
    }
    if (DatagramHeader.peekType(datagram) >= DatagramHeader.FIRST_DATA_TYPE) {
      endpoint.onFrame(datagram, network.nowNs());
      return;
    }
    WireReader in = new WireReader(datagram);
    endpoint.onControl(DatagramHeader.read(in), in, network.nowNs());
  }

  // ---- effects

  @Override
  public void multicastControl(ByteBuffer datagram) {
    network.multicast(this, datagram);
  }

  @Override
  public void unicast(PeerAddress to, ByteBuffer datagram) {
    network.unicast(this, to, datagram);
  }

  @Override
  public void sendFrame(TransferSession session, int pass, int frame, long offset, int length) {
    ByteBuffer datagram = ByteBuffer.allocate(24 + length);
    session.writeHeader(datagram, pass, frame);
    datagram.put(files.get(session.assignment()), (int) offset, length);
    network.multicast(this, datagram.flip());
  }

  @Override
  public void sendParity(TransferSession session, int pass, int block, int index) {
    byte[] content = files.get(session.assignment());
    network.multicast(this, LoopParity.frame(session, pass, block, index, content));
  }

  @Override
  public boolean keepParity(AssignmentId assignment, int block, int index, ByteBuffer payload) {
    return parity.keep(assignment, block, index, payload);
  }

  @Override
  public boolean repair(TransferSession session, int block, int[] missing) {
    parity.repair(session, block, missing, spools.get(session.assignment()));
    return true;
  }

  @Override
  public void dropParity(AssignmentId assignment, int block) {
    parity.drop(assignment, block);
  }

  @Override
  public void sendBehindFrames(TransferSession session, ByteBuffer datagram) {
    network.multicast(this, datagram);
  }

  @Override
  public void reportsCollected(CollectedReports reports) {
    collected.add(reports);
  }

  @Override
  public void distributionEnded(AssignmentId assignment) {
    ended.add(assignment);
  }

  @Override
  public void offered(TransferSession session) {
    AssignmentId id = session.assignment();
    network.later(
        LoopNetwork.MS,
        () -> {
          switch (answer) {
            case ACCEPT:
              endpoint.accepted(id);
              break;
            case ALREADY_HAVE:
              endpoint.alreadyHave(id, network.nowNs());
              break;
            case NOT_ADDRESSED:
              endpoint.notAddressed(id, network.nowNs());
              break;
            case REFUSE:
              endpoint.refused(id, "no space left", network.nowNs());
              break;
            case NEVER:
              break;
          }
        });
  }

  @Override
  public void openSpool(TransferSession session) {
    AssignmentId id = session.assignment();
    spools.putIfAbsent(id, new byte[(int) session.sizeBytes()]);
    network.later(LoopNetwork.MS, () -> endpoint.spoolOpened(id, network.nowNs()));
  }

  @Override
  public boolean writeFrame(AssignmentId assignment, long offset, ByteBuffer payload) {
    if (diskBehindFrames > 0) {
      diskBehindFrames--;
      return false;
    }
    if (failsToWrite) {
      network.later(0, () -> endpoint.spoolFailed(assignment, "disk full", network.nowNs()));
    }
    payload.get(spools.get(assignment), (int) offset, payload.remaining());
    return true;
  }

  @Override
  public void verify(TransferSession session) {
    AssignmentId id = session.assignment();
    boolean matches = ContentHash.sha256(spools.get(id)).equals(session.sha256());
    network.later(LoopNetwork.MS, () -> endpoint.verified(id, matches, network.nowNs()));
  }

  @Override
  public void rangesWanted(TransferSession session, List<ByteRange> ranges) {
    fetches.add(ranges);
    AssignmentId id = session.assignment();
    if (fetchesFrom != null) {
      for (ByteRange range : ranges) {
        System.arraycopy(
            fetchesFrom.files.get(id),
            (int) range.offset(),
            spools.get(id),
            (int) range.offset(),
            (int) range.length());
      }
      network.later(5 * LoopNetwork.MS, () -> endpoint.rangesFilled(id));
    }
  }

  @Override
  public void received(TransferSession session) {
    received.add(session.assignment());
    files.put(session.assignment(), spools.get(session.assignment()));
    if (reports) {
      network.later(20 * LoopNetwork.MS, () -> report(session.assignment(), Outcome.STAGED));
    }
  }

  @Override
  public void receptionDropped(AssignmentId assignment, String reason) {
    spools.remove(assignment);
    parity.drop(assignment);
    dropped.put(assignment, reason);
  }
}
