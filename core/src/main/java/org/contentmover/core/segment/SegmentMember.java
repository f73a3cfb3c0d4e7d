package org.contentmover.core.segment;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.contentmover.core.election.Election;
import org.contentmover.core.election.ElectionEvent;
import org.contentmover.core.election.ElectionState;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.election.OwnPriority;
import org.contentmover.core.election.PriorityInputs;
import org.contentmover.core.election.Quarantine;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.MctpEndpoint;
import org.contentmover.core.registration.Member;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.registration.MemberRegistration;
import org.contentmover.core.registration.MemberRegistry;
import org.contentmover.core.registration.SiteFacts;
import org.contentmover.core.segment.Leadership.Role;
import org.contentmover.core.wire.DatagramHeader;

/**
 * One member of a segment.
 *
 * <p>Threading: one thread owns it. Time: every input takes the monotonic clock in nanoseconds;
 * call {@link #onTimer} at {@link #nextDeadlineNs} or soon after. Being called much later than that
 * tells the member that its process stood still, and it doubts itself first (EL-6). Errors: no
 * datagram makes it throw; it counts what it ignores.
 */
public final class SegmentMember {
  /** What {@link #nextDeadlineNs} gives when no time limit runs. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private final MemberIdentity identity;
  private final ControlSender sender;
  private final ControlReader reader;
  private final MessageInputs messages;
  private final SegmentCounters counters = new SegmentCounters();
  private final Election election;
  private final MemberRegistration registration;
  private final MemberRegistry registry;
  private final MctpEndpoint transfer;
  private final LeadershipRelay leadership;
  private final ChannelMove move;
  private final PathFinder path;

  private final OwnPriority priority;
  private MemberFacts facts = MemberFacts.UNKNOWN;
  private int uncleanEnds;
  private boolean running;

  /** Time of the input that is being worked on; effects happen at it. */
  private long nowNs;

  /**
   * A member that has not started.
   *
   * @param identity who it is
   * @param config its configuration
   * @param floor as last persisted, {@link LeadershipFloor#NONE} at the very first start
   * @param random source of every random wait; seeded in simulations
   * @param output takes the effects
   */
  public SegmentMember(
      MemberIdentity identity,
      SegmentConfig config,
      LeadershipFloor floor,
      RandomGenerator random,
      SegmentOutput output) {
    this.identity = identity;
    this.sender = new ControlSender(identity, output);
    this.priority = new OwnPriority(config.weights(), config.election().priority());
    this.registration =
        new MemberRegistration(
            identity.server(), config.registration(), random, this::sendRegister);
    this.registry = new MemberRegistry(config.registration(), sender);
    this.transfer =
        new MctpEndpoint(
            identity.segment(),
            identity.server(),
            identity.address(),
            identity.incarnation(),
            config.transfer(),
            random,
            output);
    this.leadership =
        new LeadershipRelay(identity, floor.epoch(), registration, registry, transfer, output);
    this.move =
        new ChannelMove(
            config.election().leaderAliveIntervalNs(),
            new ChannelMoveEffects(leadership, sender, counters, output));
    this.path = new PathFinder(identity, config.path(), random, sender);
    ElectionEffects effects =
        new ElectionEffects(
            identity,
            config.election().leaderAliveIntervalNs(),
            sender,
            output,
            counters,
            registry,
            transfer,
            leadership,
            move,
            this::self,
            () -> nowNs);
    this.election = new Election(identity.server(), config.election(), floor, random, effects);
    this.messages =
        new MessageInputs(
            election,
            registration,
            registry,
            transfer,
            leadership,
            counters,
            sender,
            new Quarantine(
                config.election().leaderAliveIntervalNs(), identity.incarnation(), new Isolation()),
            move,
            path,
            () -> nowNs);
    this.reader = new ControlReader(identity, counters::ignored, messages);
  }

  /** Begins to listen, and to look for a leader. */
  public void start(long startNs) {
    nowNs = startNs;
    running = true;
    measure(startNs);
    election.start(startNs);
  }

  /**
   * A datagram came in, from any channel; read, not kept. The echo of the own multicast belongs
   * here too (EL-15). For a data frame the buffer's position and limit change.
   */
  public void onDatagram(ByteBuffer datagram, long arrivedNs) {
    if (!running) {
      return;
    }
    nowNs = arrivedNs;
    if (DatagramHeader.peekType(datagram) >= DatagramHeader.FIRST_DATA_TYPE) {
      transfer.onFrame(datagram, arrivedNs);
    } else {
      reader.read(datagram);
    }
  }

  /** Time has passed {@link #nextDeadlineNs}. Calling it early does no harm. */
  public void onTimer(long timerNs) {
    if (!running) {
      return;
    }
    nowNs = timerNs;
    election.onTimer(timerNs);
    registration.onTimer(timerNs);
    registry.onTimer(timerNs);
    transfer.onTimer(timerNs);
    path.onTimer(leadership.current(), members(), timerNs);
    if (timerNs >= move.nextDeadlineNs()) {
      move.onTimer(members(), identity.server(), timerNs);
    }
  }

  /** When {@link #onTimer} wants to be called next, {@link #NO_DEADLINE} for never. */
  public long nextDeadlineNs() {
    if (!running) {
      return NO_DEADLINE;
    }
    return Math.min(
        Math.min(election.nextDeadlineNs(), transfer.nextDeadlineNs()),
        Math.min(
            Math.min(registration.nextDeadlineNs(), registry.nextDeadlineNs()),
            Math.min(move.nextDeadlineNs(), path.nextDeadlineNs())));
  }

  /**
   * How often this server ended in the last days without having left the segment (EL-3); counts
   * from the next measurement on.
   */
  public void onUncleanEnds(int counted) {
    uncleanEnds = counted;
  }

  /** This server's facts changed (EL-14). Measurements travel with the next refresh. */
  public void onFacts(MemberFacts newFacts, long changedNs) {
    nowNs = changedNs;
    boolean urgent = facts.differsInSubstance(newFacts);
    facts = newFacts;
    measure(changedNs);
    registry.onOwnFacts(self(), changedNs);
    if (urgent) {
      registration.refreshNow(changedNs);
    }
    leadership.onOwnFacts(self(), changedNs);
  }

  /**
   * The CCM refuses what this leader reports, because it has accepted that leadership of the
   * segment, and has not heard of it for a while: when nobody who knew of it is left, only the CCM
   * remembers. The leader counts on above it (EL-6). While the accepted leader still reports, do
   * not call this: two halves of a network would outbid each other for ever. On a member it does
   * nothing.
   */
  public void onLeadershipTaken(LeadershipFloor accepted, long refusedNs) {
    if (running) {
      nowNs = refusedNs;
      election.onFloorNotice(accepted, refusedNs);
    }
  }

  /**
   * The administrator wants another preference of this server, 0 to 100 or {@link
   * org.contentmover.core.election.ElectionConfig#NEVER_LEADS} (EL-3, EL-12). A leader that must
   * not lead any more resigns.
   */
  public void onPreference(int preference, long changedNs) {
    nowNs = changedNs;
    priority.onPreference(preference);
    measure(changedNs);
    if (running) {
      registration.refreshNow(changedNs);
    }
  }

  /**
   * Moves the segment to another control channel (EL-9); the output is told how it ends.
   *
   * @return false when this server does not lead, a move is under way, or the channel is the same
   */
  public boolean moveControlChannel(ControlChannel channel, long orderedNs) {
    nowNs = orderedNs;
    return running && move.moveTo(channel, orderedNs);
  }

  /** A control channel that was to be listened to is listened to now. */
  public void onControlChannelJoined(ControlChannel channel) {
    move.onJoined(channel);
  }

  /** The control channel of the segment, as far as this server knows. */
  public ControlChannel controlChannel() {
    return move.current();
  }

  /**
   * Whether work runs on this leader that a change of leader would disturb, beside its transfers:
   * no better server takes over meanwhile.
   */
  public void onBusy(boolean busy) {
    messages.onAgentBusy(busy);
  }

  /**
   * Leaves the segment and says so; a leader resigns (EL-11). Later inputs do nothing, but for what
   * is said to {@link #transfer}, which still answers.
   */
  public void leave(long leaveNs) {
    if (!running) {
      return;
    }
    nowNs = leaveNs;
    running = false;
    Leadership left = leadership.current();
    if (left.role() == Role.MEMBER) {
      sender.leave(left.leaderAddress().orElseThrow(), left.epoch());
    }
    election.leave();
    leadership.onUnknown(election.floor().epoch(), leaveNs);
  }

  /**
   * This member's transfers: for what the agent and the adapter say about them. Datagrams, time and
   * leadership come to them through this member alone.
   */
  public MctpEndpoint transfer() {
    return transfer;
  }

  /**
   * On a leader: the largest frame known to reach these servers in one piece (LD-3). What was
   * received already in frames of another size would have to be sent again, so a new leader takes
   * the size of the one before.
   *
   * @param sealBytes what a frame is longer by on the wire
   */
  public int frameBytesFor(
      AssignmentId assignment, Collection<ServerName> participants, int sealBytes) {
    return transfer
        .frameBytesOf(assignment)
        .orElseGet(() -> path.bytesFor(participants, members()) - sealBytes);
  }

  /** Who leads now. */
  public Leadership leadership() {
    return leadership.current();
  }

  /** Where this member stands in the election. */
  public ElectionState electionState() {
    return election.state();
  }

  /** The newest leadership accepted. */
  public LeadershipFloor floor() {
    return election.floor();
  }

  /** Whether this member hears its own multicast (EL-15). */
  public boolean multicastHeard() {
    return election.multicastHeard();
  }

  /** Registered servers: on the leader as of now, elsewhere as of the last complete report. */
  public List<ServerName> members() {
    return leadership.leads() ? registry.memberNames() : registration.reportedMembers();
  }

  /** What happened so far, by name; docs/protocol explains each. */
  public SortedMap<String, Long> counters() {
    SortedMap<String, Long> byName = counters.byName();
    byName.putAll(transfer.counters());
    byName.put("path.datagram-bytes", (long) path.bytesForAll(members()));
    byName.put("path.probes-sent", path.probesSent());
    byName.put("election.priority", (long) election.priority());
    byName.put("election.heartbeat-loss-permille", (long) election.heartbeatLossPermille());
    byName.put("election.unclean-ends", (long) uncleanEnds);
    byName.put("registration.members", (long) members().size());
    return byName;
  }

  /** The priority follows what is known of this server, steadily (EL-3). */
  private void measure(long measuredNs) {
    List<SiteFacts> sites = facts.sites();
    int sound = 0;
    for (SiteFacts site : sites) {
      sound += site.liveVersion() > 0 && site.problem().isEmpty() ? 1 : 0;
    }
    PriorityInputs known =
        new PriorityInputs(
            facts.cpus(),
            facts.cpuLoadPermille(),
            facts.memoryBytes(),
            facts.freeDiskBytes(),
            Math.max(0, members().size() - 1),
            election.heartbeatLossPermille(),
            uncleanEnds,
            sites.size(),
            sound);
    int inForce = priority.onMeasured(known);
    if (running) {
      election.onPriority(inForce, measuredNs);
    }
  }

  private void sendRegister(long number, boolean confirmed) {
    Leadership current = leadership.current();
    PeerAddress leader = current.leaderAddress().orElseThrow();
    sender.register(leader, current.epoch(), number, confirmed, self());
  }

  private Member self() {
    return new Member(
        identity.server(),
        identity.address(),
        election.priority(),
        election.multicastHeard(),
        facts);
  }

  /** What follows when another server turns out not to hear (EL-17). */
  private final class Isolation implements Quarantine.Output {
    @Override
    public void askWhetherItHears(PeerAddress server, long number) {
      sender.askWhetherItHears(server, number);
    }

    @Override
    public void quarantined(ServerName server) {
      counters.event(ElectionEvent.QUARANTINES);
      election.onQuarantined(server, nowNs);
    }
  }
}
