package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.MctpEndpoint;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.registration.SegmentSnapshot;
import org.contentmover.core.segment.ControlChannel;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.segment.MemberIdentity;
import org.contentmover.core.segment.SegmentConfig;
import org.contentmover.core.segment.SegmentMember;

/**
 * One server of a simulated segment: a member, the disk that survives its crashes, and the process
 * that may stand still.
 */
final class SimulatedServer {
  private static final SegmentName SEGMENT = new SegmentName("boston");

  /** Datagrams a socket keeps for a process that stands still. */
  private static final int SOCKET_BUFFER_DATAGRAMS = 300;

  private final int index;
  private final ServerName name;
  private final PeerAddress address;
  private final SegmentConfig config;
  private final EventQueue time;
  private final RandomGenerator random;
  private final Trace trace;
  private final MemberFactory factory;
  private final LeadershipInvariants invariants;
  private final SimulatedAgent agent;
  private final ServerEffects effects;
  private final ServerChannels channels;
  private final ServerGuard guard;
  private final Queue<ByteBuffer> socketBuffer = new ArrayDeque<>();

  /** What the agent said while the process stood still. */
  private final Queue<Consumer<MctpEndpoint>> messages = new ArrayDeque<>();

  private LeadershipFloor floorOnDisk = LeadershipFloor.NONE;
  private SimulatedMember member;
  private SegmentSnapshot snapshot;
  private boolean paused;
  private long pausedAtNs;
  private boolean deaf;

  /** Counts the plans for the next timer; an older plan does nothing. */
  private long timerPlan;

  private long timerAtNs = SegmentMember.NO_DEADLINE;

  /**
   * What this server's clock shows at the beginning of the simulation; it begins with a process.
   */
  private long clockNs;

  SimulatedServer(
      int index,
      SegmentConfig config,
      EventQueue time,
      Network network,
      RandomGenerator random,
      LeadershipInvariants invariants,
      Trace trace,
      MemberFactory factory,
      Publisher publisher,
      SimulatedKeys keys) {
    this.index = index;
    this.name = new ServerName("boston-" + (index + 1));
    this.address = new PeerAddress(new byte[] {10, 1, (byte) (index >> 8), (byte) index}, 7000);
    this.config = config;
    this.time = time;
    this.random = random;
    this.trace = trace;
    this.factory = factory;
    this.invariants = invariants;
    this.agent = new SimulatedAgent(this, time, network, random, publisher);
    this.channels = new ServerChannels(this, time);
    this.guard = new ServerGuard(this, time, network, keys, factory);
    this.effects = new ServerEffects(this, agent, network, invariants, publisher);
  }

  int index() {
    return index;
  }

  ServerName name() {
    return name;
  }

  PeerAddress address() {
    return address;
  }

  SimulatedAgent agent() {
    return agent;
  }

  int frameBytesFor(AssignmentId assignment, List<ServerName> participants) {
    return member.frameBytesFor(assignment, participants);
  }

  int controlOverheadBytes() {
    return guard.controlOverheadBytes();
  }

  MctpEndpoint transfer() {
    return member.transfer();
  }

  ServerChannels channels() {
    return channels;
  }

  void tellControlChannelJoined(ControlChannel channel) {
    if (member != null) {
      member.onControlChannelJoined(channel);
    }
  }

  /** The administrator moves the segment to another control channel. */
  boolean moveControlChannel(ControlChannel channel) {
    boolean moving = isRunning() && member.moveControlChannel(channel, nowNs());
    if (moving) {
      planTimer();
    }
    return moving;
  }

  ControlChannel controlChannel() {
    return member.controlChannel();
  }

  long counter(String counter) {
    return member.counter(counter);
  }

  /** The agent has measured something else. */
  void tellFacts(MemberFacts facts) {
    if (isRunning()) {
      member.onFacts(facts, nowNs());
      planTimer();
    }
  }

  /** An administrator prefers it so much from now on, until its process ends. */
  void prefer(int preference) {
    if (isRunning()) {
      member.onPreference(preference, nowNs());
      planTimer();
    }
  }

  /** Now, as this server's clock shows it. */
  long nowNs() {
    return time.nowNs() + clockNs;
  }

  /** What happened to the member so far, by name. */
  SortedMap<String, Long> counters() {
    return member.counters();
  }

  /** The publisher has accepted another leadership than this leader's. */
  void tellLeadershipTaken(LeadershipFloor accepted) {
    if (isRunning()) {
      say("is told that the publisher accepted epoch " + accepted.epoch());
      member.onLeadershipTaken(accepted, nowNs());
      planTimer();
    }
  }

  /** The agent says something to the transfer, if the process is still there; else to nobody. */
  void tellTransfer(Consumer<MctpEndpoint> message) {
    if (isRunning()) {
      message.accept(member.transfer());
      planTimer();
    } else if (paused) {
      messages.add(message);
    }
  }

  boolean isRunning() {
    return member != null && !paused;
  }

  boolean isUp() {
    return member != null;
  }

  boolean isDeaf() {
    return deaf;
  }

  boolean mayLead() {
    return isRunning() && !deaf && config.election().priority() >= 0;
  }

  boolean leads() {
    return isRunning() && leadership().role() == Leadership.Role.LEADER;
  }

  Leadership leadership() {
    return member.leadership();
  }

  /** Registered members as this leader lists them; for assertions. */
  List<ServerName> members() {
    return member.members();
  }

  /** What this server last told as leader. */
  SegmentSnapshot snapshot() {
    return snapshot;
  }

  void start() {
    say("starts, floor is " + floorOnDisk.epoch());
    paused = false;
    clockNs = -time.nowNs();
    socketBuffer.clear();
    channels.reset();
    messages.clear();
    snapshot = null;
    MemberIdentity identity = new MemberIdentity(SEGMENT, name, address, random.nextLong());
    member = factory.create(identity, config, floorOnDisk, random, effects);
    guard.start(identity);
    member.start(nowNs());
    planTimer();
  }

  /** The process dies, the disk stays. */
  void crash() {
    say("crashes");
    end();
  }

  /** Leaves cleanly, and ends. */
  void leave() {
    say("leaves");
    member.leave(nowNs());
    end();
  }

  private void end() {
    member = null;
    paused = false;
    timerPlan++;
    timerAtNs = SegmentMember.NO_DEADLINE;
    invariants.onCrash(name);
    agent.onCrash();
  }

  /** The process stands still: its socket fills, its timers are late. */
  void pause() {
    say("stands still");
    paused = true;
    pausedAtNs = time.nowNs();
  }

  void resume() {
    say("goes on");
    paused = false;
    stoodStill(time.nowNs() - pausedAtNs);
    List<ByteBuffer> waiting = new ArrayList<>(socketBuffer);
    socketBuffer.clear();
    // What a woken loop looks at first, its socket or its timer, is chance.
    boolean timerFirst = random.nextBoolean();
    if (timerFirst) {
      member.onTimer(nowNs());
    }
    onKeys();
    waiting.forEach(this::open);
    while (!messages.isEmpty()) {
      messages.poll().accept(member.transfer());
    }
    planTimer();
  }

  private void stoodStill(long forNs) {
    if (leads() && forNs > config.election().leaderDeadAfterNs()) {
      invariants.onStandstill(name, leadership().epoch());
    }
  }

  /** The clock shows so much more, as if the host had slept. */
  void jumpClock(long byNs) {
    say("has a clock that jumps by " + byNs / 1_000_000 + " ms");
    clockNs += byNs;
    stoodStill(byNs);
    timerAtNs = SegmentMember.NO_DEADLINE;
    planTimer();
  }

  void setDeaf(boolean nowDeaf) {
    say(nowDeaf ? "hears its own multicast no more" : "hears its own multicast again");
    deaf = nowDeaf;
  }

  void arrive(ByteBuffer datagram) {
    if (member == null) {
      return;
    }
    if (paused) {
      if (socketBuffer.size() < SOCKET_BUFFER_DATAGRAMS) {
        socketBuffer.add(datagram);
      }
      return;
    }
    open(datagram);
    planTimer();
  }

  private void open(ByteBuffer datagram) {
    ByteBuffer own = guard.opened(datagram);
    if (own != null) {
      member.onDatagram(own, nowNs());
    }
  }

  /** A datagram as it travels. */
  ByteBuffer sealed(ByteBuffer datagram) {
    return guard.sealed(datagram);
  }

  /** The publisher has handed out other keys; a server that is down reads them when it starts. */
  void onKeys() {
    if (isRunning()) {
      guard.takeKeys();
      planTimer();
    }
  }

  /** What this server's guard counted in this life. */
  long guarded(String counter) {
    return guard.counter(counter);
  }

  /** After every input: the member may want to be called at another time now. */
  void planTimer() {
    long deadlineNs = Math.min(member.nextDeadlineNs(), guard.nextDeadlineNs());
    if (deadlineNs == timerAtNs) {
      return;
    }
    timerAtNs = deadlineNs;
    long plan = ++timerPlan;
    if (deadlineNs != SegmentMember.NO_DEADLINE) {
      time.at(deadlineNs - clockNs, () -> onTimer(plan));
    }
  }

  private void onTimer(long plan) {
    if (plan != timerPlan || member == null) {
      return;
    }
    timerAtNs = SegmentMember.NO_DEADLINE;
    if (!paused) {
      guard.onTimer();
      member.onTimer(nowNs());
      planTimer();
    }
  }

  void onPersisted(LeadershipFloor floor) {
    floorOnDisk = floor;
  }

  void onSnapshot(SegmentSnapshot newSnapshot) {
    snapshot = newSnapshot;
  }

  boolean isTraced() {
    return trace.isOn();
  }

  void say(String what) {
    if (trace.isOn()) {
      trace.line(time.nowNs(), name.value(), what);
    }
  }
}
