package org.contentmover.core.election;

import java.util.List;
import java.util.Optional;
import org.contentmover.core.election.ElectionTransition.Cause;

/**
 * What the election machine can do, under the names which docs/protocol/election.md and the model
 * in docs/protocol/model use as well. A cell of the state table shows exactly one of them, or that
 * nothing happens.
 */
enum ElectionTransition {
  FOLLOW("Follow", Cause.ALIVE, "accepts a leadership, or hears again from the one it follows"),
  REFUSE_LEADER("RefuseLeader", Cause.ALIVE, "tells a leader it must not follow what it accepted"),
  MEET_LEADER("MeetLeader", Cause.ALIVE, "a leader that hears another one opens a contest"),
  JOIN_VOTE("JoinVote", Cause.CLAIM, "claims too, because it is better"),
  CONCEDE("Concede", Cause.CLAIM, "gives way to a better candidate"),
  STEP_DOWN("StepDown", Cause.CLAIM, "a leader gives way to a better one it has met"),
  INSIST_ON_CLAIM("InsistOnClaim", Cause.ANY, "says again that it claims"),
  ASSERT_LEADERSHIP("AssertLeadership", Cause.ANY, "a leader says at once that it leads"),
  COUNT_ON("CountOn", Cause.ANY, "a leader whose number is taken takes a higher one"),
  LOSE_LEADER("LoseLeader", Cause.RESIGN, "its leader, or the one it waits for, gives up"),
  CLAIM("Claim", Cause.TIME, "the claim delay is over"),
  STOP_WAITING("StopWaiting", Cause.TIME, "the winner it gave way to does not show"),
  WIN("Win", Cause.TIME, "the voting window is over and nobody was better"),
  SUSPECT_LEADER("SuspectLeader", Cause.TIME, "the leader is silent too long"),
  SEND_ALIVE("SendAlive", Cause.TIME, "the next heartbeat is due"),
  DOUBT_SELF("DoubtSelf", Cause.STANDSTILL, "the process stood still"),
  GO_DEAF("GoDeaf", Cause.DEAF, "the server hears its own multicast no more"),
  SHUN_LEADER("ShunLeader", Cause.NOT_HEARING, "its leader turns out not to hear"),
  RETIRE("Retire", Cause.MAY_NOT_LEAD, "the server must not lead any more"),
  LEAVE("Leave", Cause.SHUTDOWN, "a leader is shut down and says so");

  /** What sets a transition off; by the beginning of the event's name in the state table. */
  enum Cause {
    ALIVE("LA"),
    CLAIM("LC"),
    RESIGN("Resign"),
    NOTICE("floor notice"),
    TIME("its time limit"),
    STANDSTILL("the process stood still"),
    DEAF("it hears itself no more"),
    NOT_HEARING("k turns out not to hear"),
    MAY_NOT_LEAD("it must not lead"),
    SHUTDOWN("own shutdown"),
    ANY("");

    private final String beginning;

    Cause(String beginning) {
      this.beginning = beginning;
    }

    static Cause of(String event) {
      for (Cause cause : values()) {
        if (cause != ANY && event.startsWith(cause.beginning)) {
          return cause;
        }
      }
      throw new AssertionError("no cause is known for the event: " + event);
    }
  }

  final String title;
  final String meaning;
  private final Cause cause;

  ElectionTransition(String title, Cause cause, String meaning) {
    this.title = title;
    this.cause = cause;
    this.meaning = meaning;
  }

  /** What the machine did; empty when it changed nothing and said nothing. */
  static Optional<ElectionTransition> of(
      String event, ElectionState before, List<String> effects, ElectionState after) {
    Cause cause = Cause.of(event);
    boolean floorRaised = says(effects, "floor (");
    boolean moved = before != after;
    if (!moved && !floorRaised && !says(effects, "L", "Resign", "notice")) {
      boolean refreshed = before == ElectionState.LEADER_KNOWN && effects.isEmpty();
      return refreshed && cause == Cause.ALIVE ? Optional.of(FOLLOW) : Optional.empty();
    }
    ElectionTransition transition =
        moved ? move(cause, before, after) : stay(cause, before, floorRaised);
    if (transition.cause != Cause.ANY && transition.cause != cause) {
      throw new AssertionError(transition + " for another reason than its own: " + event);
    }
    return Optional.of(transition);
  }

  private static ElectionTransition move(Cause cause, ElectionState from, ElectionState to) {
    switch (to) {
      case LEADER_KNOWN:
        return FOLLOW;
      case LEADER_IS_ME:
        return WIN;
      case CONCEDING:
        return from == ElectionState.LEADER_IS_ME ? STEP_DOWN : CONCEDE;
      case VOTING_OPEN:
        if (from == ElectionState.LEADER_IS_ME) {
          return MEET_LEADER;
        }
        return cause == Cause.CLAIM ? JOIN_VOTE : CLAIM;
      default:
        return intoUnknown(cause, from);
    }
  }

  private static ElectionTransition intoUnknown(Cause cause, ElectionState from) {
    switch (cause) {
      case RESIGN:
        return LOSE_LEADER;
      case STANDSTILL:
        return DOUBT_SELF;
      case DEAF:
        return GO_DEAF;
      case NOT_HEARING:
        return SHUN_LEADER;
      case MAY_NOT_LEAD:
        return RETIRE;
      default:
        return from == ElectionState.CONCEDING ? STOP_WAITING : SUSPECT_LEADER;
    }
  }

  private static ElectionTransition stay(Cause cause, ElectionState state, boolean floorRaised) {
    switch (state) {
      case LEADER_IS_ME:
        if (cause == Cause.SHUTDOWN) {
          return LEAVE;
        }
        if (cause == Cause.TIME) {
          return SEND_ALIVE;
        }
        return floorRaised ? COUNT_ON : ASSERT_LEADERSHIP;
      case LEADER_KNOWN:
        return FOLLOW;
      case VOTING_OPEN:
        return INSIST_ON_CLAIM;
      default:
        return REFUSE_LEADER;
    }
  }

  private static boolean says(List<String> effects, String... beginnings) {
    return effects.stream()
        .anyMatch(effect -> List.of(beginnings).stream().anyMatch(effect::startsWith));
  }
}
