package org.contentmover.core.election;

import java.util.random.RandomGenerator;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.wire.IgnoredReason;

/**
 * The election of one member (EL-1, 2, 4, 5, 6, 11, 13, 15, 16). The table of states and events is
 * in docs/protocol/election.md, written by the test that walks through all of them.
 *
 * <p>Threading: one thread. Time: every input takes the monotonic clock in nanoseconds; being
 * called long after {@link #nextDeadlineNs} means that the process stood still. Errors: none; what
 * changes nothing is told to the output.
 */
public final class Election {
  /** No time limit runs. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private final ServerName self;
  private final ElectionConfig config;
  private final ClaimDelay claimDelay;
  private final ElectionOutput output;
  private final HeartbeatLoss heartbeats;
  private final SelfHearing selfHearing;
  private final Candidacy candidacy;
  private final Preemption preemption;
  private final ElectionVoice voice;
  private final EpochHorizon epochs;
  private final Rival rival;

  private ElectionState state = ElectionState.LEADER_UNKNOWN;
  private LeadershipFloor floor;

  private long deadlineNs = NO_DEADLINE;

  /** A member that has not started; {@code floor} as it was persisted last. */
  public Election(
      ServerName self,
      ElectionConfig config,
      LeadershipFloor floor,
      RandomGenerator random,
      ElectionOutput output) {
    this.self = self;
    this.config = config;
    this.floor = floor;
    this.claimDelay = new ClaimDelay(config, random);
    this.output = output;
    this.heartbeats = new HeartbeatLoss(config);
    this.selfHearing = new SelfHearing(config.selfCheckIntervalNs());
    this.epochs = new EpochHorizon(floor.epoch(), config.leaderAliveIntervalNs(), output);
    this.candidacy = new Candidacy(self, config.priority(), selfHearing, epochs);
    this.preemption = new Preemption(config, candidacy);
    this.voice = new ElectionVoice(self, candidacy, config.leaderAliveIntervalNs(), output);
    this.rival = new Rival(config.deposedMemoryNs(), output);
  }

  /** Begins: listens as long as a leader may be silent, then claims. */
  public void start(long nowNs) {
    checkSelfHearing(nowNs);
    awaitLeader(config.leaderDeadAfterNs(), nowNs);
  }

  /**
   * A heartbeat of another server.
   *
   * @return whether it is the newest word of the leader that is followed
   */
  public boolean onLeaderAlive(LeaderAlive alive, long nowNs) {
    doubtSelfAfterStandstill(nowNs);
    if (!epochs.believesLeader(alive.epoch(), nowNs)) {
      return false;
    }
    boolean known = floor.is(alive.epoch(), alive.leader());
    IgnoredReason refusal = known ? heartbeats.refusal(alive.sequence()) : null;
    if (refusal != null) {
      output.ignored(refusal);
      return false;
    }
    rival.onLeaderAlive(alive.leader(), nowNs);
    boolean acceptable = floor.accepts(alive.epoch(), alive.leader());
    switch (state) {
      case LEADER_IS_ME:
        meetLeader(alive, nowNs);
        break;
      case VOTING_OPEN:
        boolean better = candidacy.beats(alive.priority(), alive.leader());
        if (acceptable && !(voice.contests() && better)) {
          follow(alive, nowNs);
        } else {
          voice.meet(alive);
          if (!acceptable) {
            output.ignored(floor.refusal(alive.epoch()));
          }
          voice.answerClaim(floor, nowNs);
        }
        break;
      default:
        if (acceptable) {
          follow(alive, nowNs);
        } else {
          output.ignored(floor.refusal(alive.epoch()));
          // A member with a leader of its own leaves it to the two leaders to meet.
          if (state != ElectionState.LEADER_KNOWN) {
            voice.floorNotice(floor, nowNs);
          }
        }
    }
    return state == ElectionState.LEADER_KNOWN && floor.is(alive.epoch(), alive.leader());
  }

  /** A claim of another server. */
  public void onLeaderClaim(LeaderClaim claim, long nowNs) {
    doubtSelfAfterStandstill(nowNs);
    if (!epochs.believes(claim.floor().epoch(), nowNs)) {
      return;
    }
    boolean beatsMe = !candidacy.beats(claim.priority(), claim.candidate());
    switch (state) {
      case LEADER_UNKNOWN:
        if (beatsMe) {
          concede(nowNs);
        } else {
          openVote(LeadershipFloor.NONE, nowNs);
        }
        break;
      case VOTING_OPEN:
        if (beatsMe) {
          concede(nowNs);
        } else {
          voice.answerClaim(floor, nowNs);
        }
        break;
      case LEADER_IS_ME:
        if (beatsMe && (rival.contests(claim, floor, nowNs) || preemption.yieldsTo(claim))) {
          output.count(ElectionEvent.LEADERSHIPS_CONCEDED);
          concede(nowNs);
        } else {
          answerAsLeader(claim.floor(), nowNs);
        }
        break;
      default:
        // Following or conceding: only silence of the leader, or of the winner, starts anything.
        output.ignored(IgnoredReason.NO_EFFECT);
    }
  }

  /** A leader says that it gives up. */
  public void onResign(ServerName leader, long epoch, long nowNs) {
    doubtSelfAfterStandstill(nowNs);
    if (!epochs.believes(epoch, nowNs)) {
      return;
    }
    boolean following = state == ElectionState.LEADER_KNOWN && floor.is(epoch, leader);
    boolean waiting = state == ElectionState.CONCEDING && floor.accepts(epoch, leader);
    if (following || waiting) {
      awaitLeader(0, nowNs);
    } else {
      output.ignored(epoch < floor.epoch() ? IgnoredReason.STALE_EPOCH : IgnoredReason.NO_EFFECT);
    }
  }

  /** A member, or the CCM, refused this leader because it had accepted another leadership. */
  public void onFloorNotice(LeadershipFloor accepted, long nowNs) {
    doubtSelfAfterStandstill(nowNs);
    if (!epochs.believes(accepted.epoch(), nowNs)) {
      return;
    }
    if (state == ElectionState.LEADER_IS_ME) {
      answerAsLeader(accepted, nowNs);
    } else {
      output.ignored(IgnoredReason.NOT_LEADER);
    }
  }

  /** That server leads and hears nobody: whoever follows it looks for another leader (EL-17). */
  public void onQuarantined(ServerName server, long nowNs) {
    if (state == ElectionState.LEADER_KNOWN && floor.is(floor.epoch(), server)) {
      loseLeader(0, nowNs);
    }
  }

  /** A multicast datagram of this very server came back. */
  public void onOwnEcho() {
    selfHearing.onEcho();
  }

  /** Whether work runs that a change of leader would disturb: no pre-emption meanwhile. */
  public void onBusy(boolean nowBusy) {
    preemption.onBusy(nowBusy);
  }

  /**
   * This server's priority is another one (EL-3), in force when no vote runs. Who must not lead any
   * more gives up at once what it leads or claims.
   */
  public void onPriority(int priority, long nowNs) {
    doubtSelfAfterStandstill(nowNs);
    candidacy.wants(priority);
    if (priority == ElectionConfig.NEVER_LEADS) {
      giveUp(nowNs);
    }
    if (!votes()) {
      candidacy.settle();
    }
  }

  /** Leaves the segment; a leader says so (EL-11). The machine must not be used afterwards. */
  public void leave() {
    if (state == ElectionState.LEADER_IS_ME) {
      output.sendResign(floor.epoch());
    }
  }

  /** Time has passed {@link #nextDeadlineNs}. */
  public void onTimer(long nowNs) {
    doubtSelfAfterStandstill(nowNs);
    if (nowNs >= selfHearing.deadlineNs()) {
      checkSelfHearing(nowNs);
    }
    if (state == ElectionState.LEADER_KNOWN && nowNs >= preemption.dueNs() && nowNs < deadlineNs) {
      openVote(LeadershipFloor.NONE, nowNs);
    } else if (nowNs >= deadlineNs) {
      onDeadline(nowNs);
    }
  }

  private void onDeadline(long nowNs) {
    switch (state) {
      case LEADER_UNKNOWN:
        if (candidacy.mayLead()) {
          openVote(LeadershipFloor.NONE, nowNs);
        } else {
          awaitLeader(config.leaderDeadAfterNs(), nowNs);
        }
        break;
      case CONCEDING:
        awaitLeader(0, nowNs);
        break;
      case VOTING_OPEN:
        lead(nowNs);
        break;
      case LEADER_KNOWN:
        output.count(ElectionEvent.LEADERS_SUSPECTED);
        loseLeader(0, nowNs);
        break;
      case LEADER_IS_ME:
        sendAlive(nowNs);
        break;
    }
  }

  /** When {@link #onTimer} wants to be called next. */
  public long nextDeadlineNs() {
    return Math.min(Math.min(deadlineNs, preemption.dueNs()), selfHearing.deadlineNs());
  }

  /** Where this member stands. */
  public ElectionState state() {
    return state;
  }

  /** The newest leadership accepted; the one followed in LEADER_KNOWN, the own in LEADER_IS_ME. */
  public LeadershipFloor floor() {
    return floor;
  }

  /** Whether this server hears its own multicast. */
  public boolean multicastHeard() {
    return selfHearing.heard();
  }

  /** The priority in force. */
  public int priority() {
    return candidacy.priority();
  }

  /** Share of the leader's heartbeats that are lost, in thousandths. */
  public int heartbeatLossPermille() {
    return heartbeats.lostPermille();
  }

  private void meetLeader(LeaderAlive other, long nowNs) {
    if (other.epoch() < floor.epoch()) {
      // It was replaced without noticing, or this heartbeat was held back until its sender had been
      // replaced. Who still leads contests when it hears this leader; who does not must change
      // nothing here.
      output.ignored(IgnoredReason.STALE_EPOCH);
      answerAsLeader(LeadershipFloor.NONE, nowNs);
    } else {
      output.count(ElectionEvent.LEADERS_MET);
      openVote(LeadershipFloor.of(other.epoch(), other.leader()), nowNs);
    }
  }

  private void follow(LeaderAlive alive, long nowNs) {
    boolean sameLeadership = floor.is(alive.epoch(), alive.leader());
    boolean news = state != ElectionState.LEADER_KNOWN || !sameLeadership;
    if (!sameLeadership) {
      raiseFloor(LeadershipFloor.of(alive.epoch(), alive.leader()));
    }
    preemption.onLeader(alive.priority(), nowNs);
    deadlineNs = nowNs + heartbeats.take(alive, news);
    if (news) {
      enter(ElectionState.LEADER_KNOWN, nowNs);
    }
  }

  private void loseLeader(long listenNs, long nowNs) {
    heartbeats.forgetNumber();
    awaitLeader(listenNs, nowNs);
  }

  private void awaitLeader(long listenNs, long nowNs) {
    enter(ElectionState.LEADER_UNKNOWN, nowNs);
    deadlineNs = nowNs + listenNs + claimDelay.nextNs(candidacy.priority(), nowNs);
  }

  private void concede(long nowNs) {
    enter(ElectionState.CONCEDING, nowNs);
    deadlineNs = nowNs + config.concedeTimeoutNs();
  }

  private void openVote(LeadershipFloor met, long nowNs) {
    enter(ElectionState.VOTING_OPEN, nowNs);
    deadlineNs = nowNs + config.votingWindowNs();
    voice.claim(met, floor, nowNs);
  }

  private void lead(long nowNs) {
    output.count(ElectionEvent.LEADERSHIPS_WON);
    raiseFloor(LeadershipFloor.of(epochs.next(), self));
    enter(ElectionState.LEADER_IS_ME, nowNs);
    sendAlive(nowNs);
  }

  /** The only way into a state, so that leaving a leadership is never forgotten. */
  private void enter(ElectionState next, long nowNs) {
    if (state == ElectionState.LEADER_IS_ME) {
      claimDelay.onDeposed(nowNs);
    }
    boolean changed = state != next || next == ElectionState.LEADER_KNOWN;
    state = next;
    if (next != ElectionState.LEADER_KNOWN) {
      preemption.forget();
    }
    if (!votes()) {
      candidacy.settle();
    }
    if (changed) {
      output.leadershipChanged(state, floor);
    }
  }

  private void answerAsLeader(LeadershipFloor accepted, long nowNs) {
    if (floor.isOutdatedBy(accepted)) {
      output.count(ElectionEvent.EPOCHS_COUNTED_ON);
      raiseFloor(LeadershipFloor.of(epochs.next(), self));
      output.leadershipChanged(state, floor);
      sendAlive(nowNs);
    } else if (voice.mayAnswerAsLeader(nowNs)) {
      sendAlive(nowNs);
    }
  }

  private void sendAlive(long nowNs) {
    deadlineNs = nowNs + config.leaderAliveIntervalNs();
    voice.alive(floor, nowNs);
  }

  private void raiseFloor(LeadershipFloor higher) {
    output.persistFloor(higher);
    floor = higher;
  }

  /**
   * Called so late that the others must have given this server up: what it believes about the
   * segment is old, and what lies in its socket is too.
   */
  private void doubtSelfAfterStandstill(long nowNs) {
    long dueNs = nextDeadlineNs();
    long toleranceNs = config.leaderDeadAfterNs() - config.leaderAliveIntervalNs();
    if (dueNs != NO_DEADLINE && nowNs - dueNs > toleranceNs) {
      output.count(ElectionEvent.STANDSTILLS);
      loseLeader(config.leaderDeadAfterNs(), nowNs);
      checkSelfHearing(nowNs);
    }
  }

  private void checkSelfHearing(long nowNs) {
    boolean wentDeaf = selfHearing.onCheck(nowNs);
    output.sendSelfCheck();
    if (wentDeaf) {
      output.count(ElectionEvent.WENT_DEAF);
      giveUp(nowNs);
    }
  }

  /** Leads and claims no more; a leader says so. */
  private void giveUp(long nowNs) {
    if (state == ElectionState.LEADER_IS_ME) {
      output.sendResign(floor.epoch());
    }
    if (state == ElectionState.LEADER_IS_ME || state == ElectionState.VOTING_OPEN) {
      awaitLeader(config.leaderDeadAfterNs(), nowNs);
    }
  }

  private boolean votes() {
    return state == ElectionState.VOTING_OPEN || state == ElectionState.CONCEDING;
  }
}
