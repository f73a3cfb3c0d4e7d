package org.contentmover.core.election;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.wire.IgnoredReason;

/** An election whose effects are kept as short texts, and which is told the time step by step. */
final class RecordedElection implements ElectionOutput {
  static final long MS = 1_000_000;
  static final ServerName SELF = new ServerName("m");
  static final ServerName STRONGER = new ServerName("a");
  static final ServerName WEAKER = new ServerName("z");
  static final ServerName LEADER = new ServerName("k");

  final List<String> effects = new ArrayList<>();
  final Election election;
  long nowNs = 1_000 * MS;
  private long sequence = 10;

  /** What the last claim contests. */
  LeadershipFloor lastContested;

  RecordedElection(LeadershipFloor floor) {
    this(lan(50), floor, () -> 0L);
  }

  RecordedElection(ElectionConfig config, LeadershipFloor floor, RandomGenerator random) {
    election = new Election(SELF, config, floor, random, this);
  }

  /** Profile lan, but with self-checks so frequent that a server goes deaf within any state. */
  static ElectionConfig lan(int priority) {
    ElectionConfig lan = ElectionConfig.lan(priority);
    return new ElectionConfig(
        priority,
        lan.leaderAliveIntervalNs(),
        lan.leaderDeadAfterNs(),
        lan.claimDelayMinNs(),
        lan.claimDelayMaxNs(),
        lan.deposedClaimDelayNs(),
        lan.deposedMemoryNs(),
        lan.votingWindowNs(),
        lan.concedeTimeoutNs(),
        2 * MS,
        false);
  }

  RecordedElection start() {
    election.start(nowNs);
    election.onOwnEcho();
    return this;
  }

  RecordedElection after(long delayMs) {
    nowNs += delayMs * MS;
    return this;
  }

  /** Lets time pass, as a punctual process that hears itself does, until the state changes. */
  RecordedElection untilStateChanges() {
    ElectionState before = election.state();
    while (election.state() == before) {
      nextDeadline();
    }
    return this;
  }

  /** The same until anything happens that others can see. */
  RecordedElection untilSomethingHappens() {
    ElectionState before = election.state();
    effects.clear();
    while (election.state() == before && effects.isEmpty()) {
      nextDeadline();
      effects.remove("self-check");
    }
    return this;
  }

  private void nextDeadline() {
    nowNs = election.nextDeadlineNs();
    election.onTimer(nowNs);
    election.onOwnEcho();
  }

  RecordedElection alive(ServerName leader, long epoch) {
    return alive(leader, epoch, ++sequence);
  }

  RecordedElection alive(ServerName leader, long epoch, long withSequence) {
    LeaderAlive alive = new LeaderAlive(leader, epoch, priorityOf(leader), withSequence, 100 * MS);
    election.onLeaderAlive(alive, nowNs);
    return this;
  }

  /** A heartbeat whose number is higher than any that this leader can have come to. */
  RecordedElection farAhead(ServerName leader, long epoch) {
    return alive(leader, epoch, sequence + HeartbeatLoss.LEAST_FAR_AHEAD + 1);
  }

  /** A claim; one that contests contests the fifth leadership, of this server. */
  RecordedElection claim(ServerName candidate, boolean contest, LeadershipFloor floor) {
    return claim(candidate, contest ? LeadershipFloor.of(5, SELF) : LeadershipFloor.NONE, floor);
  }

  RecordedElection claim(ServerName candidate, LeadershipFloor contested, LeadershipFloor floor) {
    election.onLeaderClaim(
        new LeaderClaim(candidate, priorityOf(candidate), contested, floor), nowNs);
    return this;
  }

  RecordedElection resign(ServerName leader, long epoch) {
    election.onResign(leader, epoch, nowNs);
    return this;
  }

  RecordedElection floorNotice(LeadershipFloor floor) {
    election.onFloorNotice(floor, nowNs);
    return this;
  }

  RecordedElection priority(int priority) {
    election.onPriority(priority, nowNs);
    return this;
  }

  /** Forgets what has happened. */
  RecordedElection takeAll() {
    takeEffects();
    return this;
  }

  List<String> takeEffects() {
    List<String> taken = List.copyOf(effects);
    effects.clear();
    return taken;
  }

  static int priorityOf(ServerName server) {
    if (server.equals(WEAKER)) {
      return 10;
    }
    return server.equals(STRONGER) ? 90 : 70;
  }

  @Override
  public void persistFloor(LeadershipFloor floor) {
    effects.add("floor " + text(floor));
  }

  @Override
  public void sendLeaderAlive(long epoch, int priority, long aliveSequence) {
    effects.add("LA(" + epoch + ")");
  }

  @Override
  public void sendLeaderClaim(LeaderClaim claim) {
    lastContested = claim.contested();
    effects.add(claim.contested().equals(LeadershipFloor.NONE) ? "LC" : "LC(contest)");
  }

  @Override
  public void sendResign(long epoch) {
    effects.add("Resign(" + epoch + ")");
  }

  @Override
  public void sendFloorNotice(LeadershipFloor floor) {
    effects.add("notice " + text(floor));
  }

  @Override
  public void sendSelfCheck() {
    effects.add("self-check");
  }

  @Override
  public void leadershipChanged(ElectionState state, LeadershipFloor floor) {}

  @Override
  public void count(ElectionEvent event) {}

  @Override
  public void ignored(IgnoredReason reason) {
    effects.add("ignored: " + reason);
  }

  static String text(LeadershipFloor floor) {
    return "(" + floor.epoch() + floor.leader().map(leader -> ", " + leader).orElse("") + ")";
  }
}
