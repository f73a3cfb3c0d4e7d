package org.contentmover.core.mctp;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Where there is no multicast every participant fetches the content from the leader, so many at the
 * same time, in turns (EL-15).
 *
 * <p>A turn ends when the participant has everything or has left; and after a time, so that a
 * server that does not come on holds nobody: it fetches on, and does not count any more.
 */
final class FetchTurns {
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final long LEAST_NS = 10 * NS_PER_SECOND;

  private final DistributionOrder order;
  private final ParticipantList participants;
  private final FetchPolicy fetchPolicy;

  /** Whose turn it is, and until when. */
  private final Map<Participant, Long> turns = new HashMap<>();

  FetchTurns(DistributionOrder order, ParticipantList participants, FetchPolicy fetchPolicy) {
    this.order = order;
    this.participants = participants;
    this.fetchPolicy = fetchPolicy;
  }

  /** Whether somebody waits, and could have a turn. */
  boolean areOpen(long nowNs) {
    Iterator<Map.Entry<Participant, Long>> each = turns.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Participant, Long> turn = each.next();
      if (turn.getKey().state() != ServerState.FETCHING || nowNs >= turn.getValue()) {
        each.remove();
      }
    }
    return turns.size() < order.fetchersAtOnce() && participants.any(Participant::lacksFrames);
  }

  /** Gives turns to those that wait, in the order in which they were named. */
  void give(int pass, long nowNs) {
    for (Participant waiting : participants.where(Participant::lacksFrames)) {
      if (areOpen(nowNs)) {
        turns.put(waiting, nowNs + longestNs());
        fetchPolicy.send(waiting, "the segment has no multicast", pass);
      }
    }
  }

  /** Twice what it takes when all that fetch share the rate. */
  private long longestNs() {
    double bytes = 2.0 * order.sizeBytes() * order.fetchersAtOnce();
    return LEAST_NS + (long) (bytes / order.rateBytesPerSecond() * NS_PER_SECOND);
  }
}
