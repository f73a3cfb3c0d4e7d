package org.contentmover.core.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Everything a run knows: what is persisted after every step.
 *
 * @param blocker the run this one waits for, null when none
 * @param startedAtMillis when it started, 0 while IDLE
 * @param phaseSinceMillis when it entered its phase
 * @param version the version it publishes, 0 before it is planned
 * @param requiredBytes disk space each server needs; while it waits, what it needed when it was
 *     planned last
 * @param quorumNeeded servers that must be staged before commit, fixed at RESERVING
 * @param participants fixed at RESERVING, by name (SC-7)
 * @param endsAs the terminal phase after ABORTING, null otherwise
 * @param explanation why it waits, or how and why it ended; for people
 */
public record RunState(
    RunPhase phase,
    WaitCause waitCause,
    String blocker,
    RunPolicy policy,
    long startedAtMillis,
    long phaseSinceMillis,
    long version,
    long requiredBytes,
    int quorumNeeded,
    List<Participant> participants,
    List<NotTaking> notTaking,
    RunPhase endsAs,
    String explanation) {

  /** A run without room is planned so seldom: each time all is written that is to be sent. */
  static final long PLANNED_AGAIN_MILLIS = 300_000;

  public RunState {
    participants = List.copyOf(participants);
    notTaking = List.copyOf(notTaking);
  }

  /** A run that was not started yet. */
  public static RunState idle(RunPolicy policy) {
    return new RunState(
        RunPhase.IDLE, WaitCause.NONE, null, policy, 0, 0, 0, 0, 0, List.of(), List.of(), null, "");
  }

  /**
   * Disk space each server needs. A run that has waited for a while does not know any more: what
   * there was no room for may have gone from the staging area.
   */
  long requiredBytesAt(long nowMillis) {
    boolean outdated =
        phase == RunPhase.WAITING && nowMillis >= phaseSinceMillis + PLANNED_AGAIN_MILLIS;
    return outdated ? 0 : requiredBytes;
  }

  /** Whether it waits for somebody's signature, and needs nothing for itself until then. */
  public boolean awaitsPublisher() {
    return phase == RunPhase.WAITING && waitCause == WaitCause.PUBLISHER;
  }

  /** How many participants did what is asked in the present step. */
  public RunCounts counts() {
    Map<Standing, Integer> numbers = new EnumMap<>(Standing.class);
    participants.forEach(participant -> numbers.merge(participant.standing(), 1, Integer::sum));
    return counts(numbers);
  }

  /** The same of a state without its participants, from how many of them stand how. */
  public RunCounts counts(Map<Standing, Integer> numbers) {
    Standing goal = goal();
    int all = 0;
    int acked = 0;
    int pending = 0;
    for (Map.Entry<Standing, Integer> some : numbers.entrySet()) {
      all += some.getValue();
      if (some.getKey() == goal) {
        acked += some.getValue();
      } else if (isOpen(some.getKey())) {
        pending += some.getValue();
      }
    }
    return new RunCounts(all, acked, all - acked - pending, pending);
  }

  /** The standing the present step aims at. */
  Standing goal() {
    return switch (phase) {
      case COMMITTING, FINISHING, SUCCEEDED, PARTIAL -> Standing.COMMITTED;
      case ABORTING, ABORTED, FAILED -> Standing.ABORTED;
      default -> Standing.STAGED;
    };
  }

  /** Whether the present step still waits for this participant. */
  boolean isOpen(Participant participant) {
    return isOpen(participant.standing());
  }

  private boolean isOpen(Standing standing) {
    return switch (phase) {
      case DISTRIBUTING, STAGED -> standing == Standing.PENDING;
      case COMMITTING -> standing == Standing.STAGED;
      case ABORTING -> standing == Standing.PENDING || standing == Standing.STAGED;
      default -> false;
    };
  }

  public List<Participant> with(Standing standing) {
    return participants.stream().filter(participant -> participant.standing() == standing).toList();
  }

  RunState in(RunPhase newPhase, long nowMillis, String newExplanation) {
    return new RunState(
        newPhase,
        WaitCause.NONE,
        null,
        policy,
        startedAtMillis,
        nowMillis,
        version,
        requiredBytes,
        quorumNeeded,
        participants,
        notTaking,
        endsAs,
        newExplanation);
  }

  RunState started(long nowMillis) {
    return new RunState(
        RunPhase.WAITING,
        WaitCause.NONE,
        null,
        policy,
        nowMillis,
        nowMillis,
        0,
        0,
        0,
        List.of(),
        List.of(),
        null,
        "");
  }

  RunState waiting(WaitCause cause, String blockingRun, String why, long nowMillis) {
    long since = phase == RunPhase.WAITING ? phaseSinceMillis : nowMillis;
    return new RunState(
        RunPhase.WAITING,
        cause,
        blockingRun,
        policy,
        startedAtMillis,
        since,
        0,
        requiredBytes,
        0,
        List.of(),
        notTaking,
        null,
        why);
  }

  RunState planned(long plannedVersion, long plannedBytes, long nowMillis) {
    return new RunState(
        RunPhase.RESERVING,
        WaitCause.NONE,
        null,
        policy,
        startedAtMillis,
        nowMillis,
        plannedVersion,
        plannedBytes,
        0,
        List.of(),
        List.of(),
        null,
        "");
  }

  RunState reserved(int needed, List<Participant> taking, List<NotTaking> others, long nowMillis) {
    return new RunState(
        RunPhase.DISTRIBUTING,
        WaitCause.NONE,
        null,
        policy,
        startedAtMillis,
        nowMillis,
        version,
        requiredBytes,
        needed,
        taking,
        others,
        null,
        "");
  }

  RunState aborting(RunPhase end, String why, long nowMillis) {
    RunState next = in(RunPhase.ABORTING, nowMillis, why);
    return new RunState(
        next.phase,
        next.waitCause,
        null,
        policy,
        startedAtMillis,
        nowMillis,
        version,
        requiredBytes,
        quorumNeeded,
        participants,
        notTaking,
        end,
        why);
  }

  /** The same, to go live at another time. */
  RunState committingAt(long commitAtMillis) {
    RunPolicy changed = policy.committingAt(commitAtMillis);
    return new RunState(
        phase,
        waitCause,
        blocker,
        changed,
        startedAtMillis,
        phaseSinceMillis,
        version,
        requiredBytes,
        quorumNeeded,
        participants,
        notTaking,
        endsAs,
        RunTexts.held(changed));
  }

  RunState withEach(UnaryOperator<Participant> change) {
    List<Participant> changed = new ArrayList<>(participants.size());
    for (Participant participant : participants) {
      changed.add(change.apply(participant));
    }
    return new RunState(
        phase,
        waitCause,
        blocker,
        policy,
        startedAtMillis,
        phaseSinceMillis,
        version,
        requiredBytes,
        quorumNeeded,
        changed,
        notTaking,
        endsAs,
        explanation);
  }
}
