package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.Announce;
import org.contentmover.core.mctp.wire.AnnounceWanted;
import org.contentmover.core.mctp.wire.Heard;
import org.contentmover.core.mctp.wire.Mark;
import org.contentmover.core.mctp.wire.MctpMessage;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.mctp.wire.PassEnd;
import org.contentmover.core.mctp.wire.Report;
import org.contentmover.core.mctp.wire.ReportAck;
import org.contentmover.core.mctp.wire.Request;
import org.contentmover.core.mctp.wire.SessionEnd;
import org.contentmover.core.mctp.wire.Status;
import org.contentmover.core.mctp.wire.TransferIgnored;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;

/**
 * The transfers of one member of a segment, sending and receiving: the machine that a segment's
 * member owns beside election and registration (LD-1 to LD-10, DT-8).
 *
 * <p>Threading: one thread owns it. Time: every input takes the monotonic clock in nanoseconds;
 * call {@link #onTimer} at {@link #nextDeadlineNs} or soon after. Errors: nothing a peer sends
 * makes it throw; what changes nothing is counted by reason.
 */
public final class MctpEndpoint {
  /** What {@link #nextDeadlineNs} gives when no time limit runs. */
  public static final long NO_DEADLINE = AskTimer.NEVER;

  private static final long NS_PER_MS = 1_000_000L;

  private final Outbox outbox;
  private final MctpSender sender;
  private final MctpReceiver receiver;
  private final ReportCourier courier;
  private final MctpCounters counters = new MctpCounters();

  private FollowedLeader leader;

  /**
   * A member that follows nobody yet.
   *
   * @param segment its segment
   * @param self its name
   * @param address where it receives unicast datagrams
   * @param incarnation random number drawn at every start
   * @param config time limits and bounds
   * @param random source of every random wait; seeded in simulations
   * @param output takes the effects
   */
  public MctpEndpoint(
      SegmentName segment,
      ServerName self,
      PeerAddress address,
      long incarnation,
      MctpConfig config,
      RandomGenerator random,
      MctpOutput output) {
    outbox = new Outbox(segment, self, address, incarnation, output);
    sender = new MctpSender(config, outbox, output, counters);
    receiver = new MctpReceiver(config, outbox, output, counters, random);
    courier = new ReportCourier(config, outbox, counters, random);
  }

  // ---- leadership

  /**
   * The leadership that counts from now on, this server's own one included. While no leader is
   * known the last one still counts: what it sends is of use until another one speaks.
   */
  public void follow(FollowedLeader newLeader, long nowNs) {
    boolean same = leader != null && leader.is(newLeader.epoch(), newLeader.leader());
    if (newLeader.equals(leader) || (same && leads())) {
      return;
    }
    leader = newLeader;
    receiver.follow(newLeader);
    if (leads()) {
      courier.follow(null, nowNs);
      sender.lead(newLeader.epoch(), nowNs);
      sender.running().forEach(assignment -> tellOwnResult(assignment, nowNs));
    } else {
      sender.retire();
      courier.follow(newLeader, nowNs);
    }
  }

  /** Whether this server is the leader it follows. */
  public boolean leads() {
    return leader != null && leader.leader().equals(outbox.self());
  }

  /** On a leader: the sessions that Leader Alive lists (LD-1). */
  public List<AssignmentId> runningSessions() {
    return sender.running();
  }

  /** On a member: the sessions that the leader's Leader Alive lists. */
  public void onRunningSessions(List<AssignmentId> running, long nowNs) {
    if (!leads()) {
      receiver.onRunning(running, nowNs);
    }
  }

  // ---- datagrams

  /**
   * A transfer control datagram, types 32 to 63, of this segment.
   *
   * @param header as read
   * @param body reads what follows the header
   * @param nowNs now
   */
  public void onControl(DatagramHeader header, WireReader body, long nowNs) {
    count(handleControl(header, body, nowNs));
  }

  /** A data frame, types 64 and above; read during the call only, position and limit change. */
  public void onFrame(ByteBuffer datagram, long nowNs) {
    TransferIgnored ignored = receiver.onFrame(datagram, nowNs);
    boolean own = ignored == TransferIgnored.UNKNOWN_SESSION && leads();
    count(own ? TransferIgnored.OWN_ECHO : ignored);
  }

  private void count(TransferIgnored reason) {
    if (reason != null) {
      counters.ignored(reason);
    }
  }

  private TransferIgnored handleControl(DatagramHeader header, WireReader body, long nowNs) {
    if (header.sender().equals(outbox.self())) {
      return TransferIgnored.OWN_ECHO;
    }
    if (!MctpMessage.isKnownType(header.type())) {
      return TransferIgnored.UNKNOWN_TYPE;
    }
    boolean forLeader = MctpMessage.isForLeader(header.type());
    if (forLeader && !leads()) {
      return TransferIgnored.NOT_LEADER;
    }
    if (forLeader && !sender.admits(header.sender(), nowNs)) {
      return TransferIgnored.TOO_MANY;
    }
    MctpMessage message = MctpMessage.read(header.type(), body);
    if (message == null) {
      return TransferIgnored.MALFORMED;
    }
    return forLeader
        ? handleAsLeader(header, message, nowNs)
        : handleAsMember(header, message, nowNs);
  }

  private TransferIgnored handleAsLeader(DatagramHeader header, MctpMessage message, long nowNs) {
    if (message.epoch() != sender.epoch()) {
      return TransferIgnored.STALE_EPOCH;
    }
    if (message instanceof Status status) {
      return sender.onStatus(header.sender(), header.incarnation(), status, nowNs);
    }
    if (message instanceof Heard heard) {
      return sender.onHeard(header.sender(), heard);
    }
    if (message instanceof AnnounceWanted wanted) {
      return sender.onAnnounceWanted(header.sender(), wanted.assignment(), wanted.from());
    }
    return handleReport(header, (Report) message, nowNs);
  }

  private TransferIgnored handleReport(DatagramHeader header, Report report, long nowNs) {
    TransferIgnored ignored =
        sender.onReport(
            header.sender(), header.incarnation(), report.from(), report.result(), nowNs);
    // A report that is known already is acknowledged again: the first acknowledgement was lost.
    if (ignored == null || ignored == TransferIgnored.DUPLICATE) {
      outbox.unicast(
          report.from(), new ReportAck(report.assignment(), report.epoch(), report.number()));
    }
    return ignored;
  }

  private TransferIgnored handleAsMember(DatagramHeader header, MctpMessage message, long nowNs) {
    if (leader == null || !leader.is(message.epoch(), header.sender())) {
      boolean older = leader != null && message.epoch() < leader.epoch();
      return older ? TransferIgnored.STALE_EPOCH : TransferIgnored.NOT_MY_LEADER;
    }
    if (message instanceof Announce announce) {
      boolean meant = announce.addressed().contains(outbox.self());
      if (meant && !receiver.isBound(announce.assignment())) {
        courier.wanted(announce.assignment(), announce.answerWindowMs() * NS_PER_MS, nowNs);
      }
      return receiver.onAnnounce(announce, nowNs);
    }
    if (message instanceof Mark mark) {
      return receiver.onMark(mark, nowNs);
    }
    if (message instanceof PassEnd passEnd) {
      return receiver.onPassEnd(passEnd, nowNs);
    }
    if (message instanceof Request request) {
      return handleRequest(request, nowNs);
    }
    if (message instanceof ReportAck ack) {
      courier.acknowledged(ack.assignment(), ack.number());
      return null;
    }
    return receiver.onSessionEnd((SessionEnd) message, nowNs);
  }

  private TransferIgnored handleRequest(Request request, long nowNs) {
    if (!request.asks(outbox.self())) {
      return null;
    }
    boolean answered =
        request.kind() == Request.Kind.REPORT
            && courier.wanted(request.assignment(), request.windowMs() * NS_PER_MS, nowNs);
    return answered ? null : receiver.onRequest(request, nowNs);
  }

  /**
   * Size of the frames in which this server sends, sent or receives that assignment; empty when it
   * knows nothing of it. A new leader goes on with it, so that nothing is sent again.
   */
  public OptionalInt frameBytesOf(AssignmentId assignment) {
    OptionalInt sent = sender.frameBytesOf(assignment);
    return sent.isPresent() ? sent : receiver.frameBytesOf(assignment);
  }

  // ---- what the agent and the adapter say

  /**
   * Brings an assignment to the segment. Ordering one that is under way tells how it stands.
   *
   * @throws IllegalStateException when this server does not lead
   */
  public void distribute(DistributionOrder order, long nowNs) {
    if (!leads()) {
      throw new IllegalStateException(
          "this server does not lead its segment; the leader distributes, and it is "
              + (leader == null ? "not known" : leader.leader()));
    }
    sender.distribute(order, nowNs);
    tellOwnResult(order.assignment(), nowNs);
  }

  private void tellOwnResult(AssignmentId assignment, long nowNs) {
    courier.result(assignment).ifPresent(result -> reportToSelf(result, nowNs));
  }

  /** Calls off a distribution of this leader, or the reception of an assignment. */
  public void cancel(AssignmentId assignment, long nowNs) {
    sender.cancel(assignment, nowNs);
    receiver.cancel(assignment, "cancelled on this server");
  }

  /** The agent wants the offered assignment. */
  public void accepted(AssignmentId assignment) {
    receiver.accepted(assignment);
  }

  /** The agent has the offered assignment, whole and verified. */
  public void alreadyHave(AssignmentId assignment, long nowNs) {
    receiver.alreadyHave(assignment, nowNs);
  }

  /** The agent knows of no reason to have it, though the leader names this server. */
  public void notAddressed(AssignmentId assignment, long nowNs) {
    receiver.refused(assignment, "this server's agent says that it is not addressed", nowNs);
  }

  /** The agent cannot take it. */
  public void refused(AssignmentId assignment, String reason, long nowNs) {
    receiver.refused(assignment, Texts.cut(reason), nowNs);
  }

  /**
   * What an earlier life of this server received of the assignment, and the spool file is proven to
   * hold; told before {@link #spoolOpened}.
   *
   * @param found frames of the size that the session has whose spool was ordered last
   */
  public void framesFound(AssignmentId assignment, FrameSet found) {
    receiver.framesFound(assignment, found);
  }

  /** The spool file can be written and the data channel is joined. */
  public void spoolOpened(AssignmentId assignment, long nowNs) {
    receiver.spoolOpened(assignment, nowNs);
  }

  /** The spool file cannot be made or written: the disk is full, for example. */
  public void spoolFailed(AssignmentId assignment, String reason, long nowNs) {
    receiver.spoolFailed(assignment, Texts.cut(reason), nowNs);
  }

  /** The agent wrote all ranges it was asked for into the spool file. */
  public void rangesFilled(AssignmentId assignment) {
    receiver.rangesFilled(assignment);
  }

  /** The hash of the spool file is known; when it matches the file is durable too. */
  public void verified(AssignmentId assignment, boolean matches, long nowNs) {
    receiver.verified(assignment, matches, nowNs);
  }

  /** This server's result for an assignment; goes to the leader until acknowledged (DT-8). */
  public void report(MemberReport result, long nowNs) {
    courier.report(result, nowNs);
    if (leads()) {
      reportToSelf(result, nowNs);
    }
  }

  private void reportToSelf(MemberReport result, long nowNs) {
    count(sender.onReport(outbox.self(), 0, outbox.address(), result, nowNs));
  }

  /** What the spool file of an assignment lacks; empty when the assignment is unknown here. */
  public Optional<List<ByteRange>> missing(AssignmentId assignment) {
    return receiver.missing(assignment);
  }

  // ---- time

  /** Time has passed {@link #nextDeadlineNs}. Calling it early does no harm. */
  public void onTimer(long nowNs) {
    sender.tick(nowNs);
    receiver.tick(nowNs);
    courier.tick(nowNs);
  }

  /** When {@link #onTimer} wants to be called next, {@link #NO_DEADLINE} for never. */
  public long nextDeadlineNs() {
    long next = Math.min(sender.nextDeadlineNs(), receiver.nextDeadlineNs());
    return Math.min(next, courier.nextDeadlineNs());
  }

  /** What happened so far, by name; docs/protocol/mctp.md explains each. */
  public SortedMap<String, Long> counters() {
    SortedMap<String, Long> all = new TreeMap<>();
    counters.addTo(all);
    sender.addTo(all);
    return all;
  }
}
