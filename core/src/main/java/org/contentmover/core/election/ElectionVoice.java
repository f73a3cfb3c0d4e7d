package org.contentmover.core.election;

import org.contentmover.core.ids.ServerName;

/**
 * What this server says in the election, and how often: a storm of claims must not become a storm
 * of answers.
 */
final class ElectionVoice {
  private static final int ANSWERS_PER_INTERVAL = 4;

  private final ServerName self;
  private final Candidacy candidacy;
  private final ElectionOutput output;
  private final RateLimit claims;
  private final RateLimit heartbeats;
  private final RateLimit floorNotices;
  private long aliveSequence;

  /** The leadership that the last claim contests, NONE for none. */
  private LeadershipFloor contested = LeadershipFloor.NONE;

  ElectionVoice(
      ServerName self, Candidacy candidacy, long leaderAliveIntervalNs, ElectionOutput output) {
    this.self = self;
    this.candidacy = candidacy;
    this.output = output;
    claims = new RateLimit(leaderAliveIntervalNs / ANSWERS_PER_INTERVAL);
    heartbeats = new RateLimit(leaderAliveIntervalNs / ANSWERS_PER_INTERVAL);
    floorNotices = new RateLimit(leaderAliveIntervalNs);
  }

  /** The leader's heartbeat, because it is due or because of news. */
  void alive(LeadershipFloor floor, long nowNs) {
    heartbeats.restart(nowNs);
    output.sendLeaderAlive(floor.epoch(), candidacy.priority(), ++aliveSequence);
  }

  /** Whether a heartbeat may be sent now as an answer; if so, it is to be sent. */
  boolean mayAnswerAsLeader(long nowNs) {
    return heartbeats.permits(nowNs);
  }

  /** Whether the vote that was opened last contests a leadership. */
  boolean contests() {
    return !contested.equals(LeadershipFloor.NONE);
  }

  /** A vote that contests a leadership contests this one from now on. */
  void meet(LeaderAlive leader) {
    if (contests()) {
      contested = LeadershipFloor.of(leader.epoch(), leader.leader());
    }
  }

  /** The claim that opens a vote. */
  void claim(LeadershipFloor met, LeadershipFloor floor, long nowNs) {
    contested = met;
    claims.restart(nowNs);
    output.count(ElectionEvent.CLAIMS_SENT);
    output.sendLeaderClaim(new LeaderClaim(self, candidacy.priority(), contested, floor));
  }

  /** The claim again, for somebody who has not heard it or would not win against it. */
  void answerClaim(LeadershipFloor floor, long nowNs) {
    if (claims.permits(nowNs)) {
      claim(contested, floor, nowNs);
    }
  }

  /** Tells a refused leader which leadership is accepted here. */
  void floorNotice(LeadershipFloor floor, long nowNs) {
    if (floorNotices.permits(nowNs)) {
      output.sendFloorNotice(floor);
    }
  }
}
