package org.contentmover.core.segment;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.contentmover.core.election.Election;
import org.contentmover.core.election.ElectionEvent;
import org.contentmover.core.election.ElectionOutput;
import org.contentmover.core.election.ElectionState;
import org.contentmover.core.election.LeaderAlive;
import org.contentmover.core.election.LeaderClaim;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.MctpEndpoint;
import org.contentmover.core.registration.Member;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.registration.MemberRegistration;
import org.contentmover.core.registration.MemberRegistry;
import org.contentmover.core.registration.Register;
import org.contentmover.core.registration.RegistrationReport;
import org.contentmover.core.segment.Leadership.Role;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.IgnoredReason;
import org.contentmover.core.wire.WireReader;

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
  private final SegmentConfig config;
  private final SegmentOutput output;
  private final ControlSender sender;
  private final ControlReader reader;
  private final SegmentCounters counters = new SegmentCounters();
  private final Election election;
  private final MemberRegistration registration;
  private final MemberRegistry registry;
  private final MctpEndpoint transfer;
  private final LeadershipRelay leadership;

  private MemberFacts facts = MemberFacts.UNKNOWN;
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
    this.config = config;
    this.output = output;
    this.sender = new ControlSender(identity, output);
    this.reader = new ControlReader(identity, counters::ignored, new Messages());
    this.election =
        new Election(identity.server(), config.election(), floor, random, new ElectionEffects());
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
  }

  /** Begins to listen, and to look for a leader. */
  public void start(long startNs) {
    nowNs = startNs;
    running = true;
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
  }

  /** When {@link #onTimer} wants to be called next, {@link #NO_DEADLINE} for never. */
  public long nextDeadlineNs() {
    if (!running) {
      return NO_DEADLINE;
    }
    return Math.min(
        Math.min(election.nextDeadlineNs(), transfer.nextDeadlineNs()),
        Math.min(registration.nextDeadlineNs(), registry.nextDeadlineNs()));
  }

  /** This server's facts changed (EL-14). Measurements travel with the next refresh. */
  public void onFacts(MemberFacts newFacts, long changedNs) {
    nowNs = changedNs;
    boolean urgent = facts.differsInSubstance(newFacts);
    facts = newFacts;
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

  /** Leaves the segment and says so; a leader resigns (EL-11). Every later input does nothing. */
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
    byName.put("election.heartbeat-loss-permille", (long) election.heartbeatLossPermille());
    byName.put("registration.members", (long) members().size());
    return byName;
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
        config.election().priority(),
        election.multicastHeard(),
        facts);
  }

  /** Inputs from the network, decoded; each at the time of the datagram. */
  private final class Messages implements ControlReader.Handler {
    @Override
    public void onOwnEcho() {
      election.onOwnEcho();
    }

    @Override
    public void onHeartbeat(Heartbeat received) {
      leadership.onHeartbeat(received);
      LeaderAlive alive = received.alive();
      election.onLeaderAlive(alive, nowNs);
      if (election.state() == ElectionState.LEADER_KNOWN
          && election.floor().is(alive.epoch(), alive.leader())) {
        leadership.onLeaderHeard(nowNs);
        registration.onReportAnnounced(received.reportsSent(), nowNs);
        transfer.onRunningSessions(received.running(), nowNs);
      }
    }

    @Override
    public void onClaim(LeaderClaim claim) {
      election.onBusy(!transfer.runningSessions().isEmpty());
      election.onLeaderClaim(claim, nowNs);
    }

    @Override
    public void onResign(ServerName leader, long epoch) {
      leadership.onResign(leader);
      election.onResign(leader, epoch, nowNs);
    }

    @Override
    public void onFloorNotice(LeadershipFloor accepted) {
      election.onFloorNotice(accepted, nowNs);
    }

    @Override
    public void onRegister(Register register) {
      if (isToThisLeader(register.epoch())) {
        registry.onRegister(register, nowNs);
      }
    }

    @Override
    public void onReport(ServerName sender, RegistrationReport report) {
      if (isOfMyLeader(sender, report.epoch())) {
        registration.onReport(report, nowNs);
      }
    }

    @Override
    public void onProbe(ServerName sender, long epoch) {
      if (isOfMyLeader(sender, epoch)) {
        registration.refreshNow(nowNs);
      }
    }

    @Override
    public void onLeave(ServerName sender, long epoch) {
      if (isToThisLeader(epoch)) {
        registry.onLeave(sender, nowNs);
      }
    }

    @Override
    public void onTransferControl(DatagramHeader header, WireReader body) {
      transfer.onControl(header, body, nowNs);
    }

    private boolean isToThisLeader(long epoch) {
      if (election.state() != ElectionState.LEADER_IS_ME) {
        counters.ignored(IgnoredReason.NOT_LEADER);
        return false;
      }
      if (epoch != election.floor().epoch()) {
        counters.ignored(IgnoredReason.STALE_EPOCH);
        return false;
      }
      return true;
    }

    private boolean isOfMyLeader(ServerName leader, long epoch) {
      boolean mine =
          election.state() == ElectionState.LEADER_KNOWN && election.floor().is(epoch, leader);
      if (!mine) {
        counters.ignored(
            epoch < election.floor().epoch()
                ? IgnoredReason.STALE_EPOCH
                : IgnoredReason.NOT_MY_LEADER);
      }
      return mine;
    }
  }

  /** The election's effects as datagrams, and its changes as inputs of registration. */
  private final class ElectionEffects implements ElectionOutput {
    @Override
    public void persistFloor(LeadershipFloor floor) {
      output.persistFloor(floor);
    }

    @Override
    public void sendLeaderAlive(long epoch, long sequence) {
      LeaderAlive alive =
          new LeaderAlive(
              identity.server(),
              epoch,
              config.election().priority(),
              sequence,
              config.election().leaderAliveIntervalNs());
      sender.heartbeat(
          new Heartbeat(
              alive,
              identity.address(),
              facts.agentUrl(),
              registry.reportsSent(),
              transfer.runningSessions()));
    }

    @Override
    public void sendLeaderClaim(LeaderClaim claim) {
      sender.claim(claim);
    }

    @Override
    public void sendResign(long epoch) {
      sender.resign(epoch);
    }

    @Override
    public void sendFloorNotice(LeadershipFloor floor) {
      sender.floorNotice(leadership.lastHeartbeat().address(), floor);
    }

    @Override
    public void sendSelfCheck() {
      sender.selfCheck();
    }

    @Override
    public void leadershipChanged() {
      leadership.onElectionChanged(election, self(), nowNs);
    }

    @Override
    public void count(ElectionEvent event) {
      counters.event(event);
    }

    @Override
    public void ignored(IgnoredReason reason) {
      counters.ignored(reason);
    }
  }
}
