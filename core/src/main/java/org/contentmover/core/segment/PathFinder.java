package org.contentmover.core.segment;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.path.PathAnswer;
import org.contentmover.core.path.PathConfig;
import org.contentmover.core.path.PathSearch;
import org.contentmover.core.segment.Leadership.Role;

/**
 * Both sides of the search for the largest datagram, bound to who leads. Owned by the thread of the
 * {@link SegmentMember}.
 */
final class PathFinder {
  private static final long NS_PER_MS = 1_000_000L;
  private static final long NOT_LEADING = -1;

  private final MemberIdentity identity;
  private final PathSearch search;
  private final PathAnswer answer;
  private Leadership leadership = Leadership.unknown(0);
  private long searchesInEpoch = NOT_LEADING;

  PathFinder(
      MemberIdentity identity, PathConfig config, RandomGenerator random, ControlSender sender) {
    this.identity = identity;
    int windowMs = (int) Math.max(1, config.intervalNs() / 2 / NS_PER_MS);
    this.search =
        new PathSearch(config, bytes -> sender.probePath(leadership.epoch(), bytes, windowMs));
    this.answer =
        new PathAnswer(
            random,
            bytes ->
                leadership
                    .leaderAddress()
                    .ifPresent(leader -> sender.pathHeard(leader, leadership.epoch(), bytes)));
  }

  /** A probe of the leader followed. */
  void onProbe(PathProbe probe, long nowNs) {
    answer.onProbe(probe.bytes(), probe.windowMs() * NS_PER_MS, nowNs);
  }

  /** A member answers this leader. */
  boolean onHeard(ServerName member, int bytes) {
    return search.onHeard(member, bytes);
  }

  void onTimer(Leadership current, Collection<ServerName> members, long nowNs) {
    if (current.epoch() != leadership.epoch() || !current.leader().equals(leadership.leader())) {
      // What came by the way from another leader proves nothing of the way from this one.
      answer.forget();
    }
    leadership = current;
    long epoch = current.role() == Role.LEADER ? current.epoch() : NOT_LEADING;
    if (epoch != searchesInEpoch) {
      searchesInEpoch = epoch;
      if (epoch == NOT_LEADING) {
        search.end();
      } else {
        search.begin(nowNs);
      }
    }
    if (nowNs >= search.nextDeadlineNs()) {
      search.onTimer(others(members), nowNs);
    }
    answer.onTimer(nowNs);
  }

  long nextDeadlineNs() {
    return Math.min(search.nextDeadlineNs(), answer.nextDeadlineNs());
  }

  /** See {@link PathSearch#bytesFor}; members are this server and the others. */
  int bytesFor(Collection<ServerName> servers, Collection<ServerName> members) {
    return search.bytesFor(servers, others(members));
  }

  /** The largest datagram that is proven to reach every member. */
  int bytesForAll(Collection<ServerName> members) {
    return bytesFor(members, members);
  }

  long probesSent() {
    return search.probesSent();
  }

  private Set<ServerName> others(Collection<ServerName> members) {
    Set<ServerName> others = new HashSet<>(members);
    others.remove(identity.server());
    return others;
  }
}
