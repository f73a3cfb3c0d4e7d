package org.contentmover.core.election;

import java.util.Objects;
import java.util.Optional;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.wire.IgnoredReason;

/**
 * The newest leadership a member has accepted. It survives restarts and never falls: a higher epoch
 * may be accepted, the same epoch only with the same leader (EL-6).
 *
 * @param epoch number of the leadership, 0 for none yet
 * @param leader whose leadership it is; empty only when {@code epoch} is 0
 */
public record LeadershipFloor(long epoch, Optional<ServerName> leader) {
  /** The floor of a server that has never followed a leader. */
  public static final LeadershipFloor NONE = new LeadershipFloor(0, Optional.empty());

  /**
   * Highest epoch, in memory, on the wire and on disk; at one change of leader a second it lasts
   * for 70 billion years, so a higher one is damage or forgery.
   */
  public static final long MAX_EPOCH = 1L << 61;

  /** Rejects an epoch out of range, and an epoch without a leader or the reverse. */
  public LeadershipFloor {
    Objects.requireNonNull(leader, "leader");
    if (epoch < 0 || epoch > MAX_EPOCH || leader.isPresent() != epoch > 0) {
      throw new IllegalArgumentException("epoch is " + epoch + ", leader is " + leader);
    }
  }

  /** The floor (epoch, leader). */
  public static LeadershipFloor of(long epoch, ServerName leader) {
    return new LeadershipFloor(epoch, Optional.of(leader));
  }

  /** Whether this floor names exactly that leadership. */
  public boolean is(long otherEpoch, ServerName otherLeader) {
    return epoch == otherEpoch && leader.isPresent() && leader.get().equals(otherLeader);
  }

  /** Why a member with this floor does not follow a leadership it does not accept. */
  IgnoredReason refusal(long otherEpoch) {
    return otherEpoch < epoch ? IgnoredReason.STALE_EPOCH : IgnoredReason.OTHER_LEADER;
  }

  /** Whether that leadership makes this leader's own number taken or outdated. */
  boolean isOutdatedBy(LeadershipFloor other) {
    return other.epoch() >= epoch && !equals(other);
  }

  /** Whether a member with this floor may follow that leadership. */
  public boolean accepts(long otherEpoch, ServerName otherLeader) {
    return otherEpoch > epoch || is(otherEpoch, otherLeader);
  }
}
