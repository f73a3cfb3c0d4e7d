package org.contentmover.core.segment;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.contentmover.core.election.ElectionState;
import org.contentmover.core.ids.ServerName;

/**
 * Moves the segment to another control channel without losing a member (EL-9): the leader announces
 * the next channel in its heartbeats and speaks on both; members listen to both and say so; when
 * all do, the next channel becomes the current one. The old one is used on for a while.
 *
 * <p>Whoever missed all that is found on the configured channel: everybody listens to it for ever,
 * leaders speak on it, and so does everybody who looks for a leader.
 *
 * <p>Owned by the thread of the {@link SegmentMember}; every input takes the monotonic clock.
 */
final class ChannelMove {
  /** No time limit runs. */
  static final long NO_DEADLINE = Long.MAX_VALUE;

  static final int LEAST_ANNOUNCED_INTERVALS = 5;
  static final int GIVE_UP_INTERVALS = 150;
  static final int LINGER_INTERVALS = 100;
  private static final int READY_AGAIN_INTERVALS = 5;

  /** What the move wants done. */
  interface Output {
    void useControlChannels(ControlChannelUse use);

    /** Tell the leader that this member listens to the channel it announces. */
    void sayReady(ControlChannel next);

    /** This leader's members all listen to the next channel; it is the current one now. */
    void moved(ControlChannel channel);

    /** Not all members could be had to listen to it; the segment stays where it is. */
    void givenUp(ControlChannel channel, Collection<ServerName> missing);
  }

  private final long intervalNs;
  private final Output output;
  private final Set<ControlChannel> joined = new HashSet<>(Set.of(ControlChannel.CONFIGURED));
  private final Set<ServerName> ready = new HashSet<>();
  private ControlChannel current = ControlChannel.CONFIGURED;
  private ControlChannel next = ControlChannel.CONFIGURED;
  private ControlChannel previous = ControlChannel.CONFIGURED;

  /** The channel to which the lost leader was moving; whoever leads next goes on. */
  private Optional<ControlChannel> unfinished = Optional.empty();

  private ControlChannelUse use = ControlChannelUse.begin();
  private ElectionState state = ElectionState.LEADER_UNKNOWN;
  private long announcedNs;
  private long checkAtNs = NO_DEADLINE;
  private long lingerUntilNs = NO_DEADLINE;
  private long readyAgainNs;

  ChannelMove(long leaderAliveIntervalNs, Output output) {
    this.intervalNs = leaderAliveIntervalNs;
    this.output = output;
  }

  ControlChannel current() {
    return current;
  }

  /** The channel announced, the current one when no move is under way. */
  ControlChannel next() {
    return next;
  }

  private boolean moving() {
    return !next.equals(current);
  }

  /** This leader shall move its members; false when it does not lead, moves, or is there. */
  boolean moveTo(ControlChannel channel, long nowNs) {
    if (state != ElectionState.LEADER_IS_ME || moving() || channel.equals(current)) {
      return false;
    }
    next = channel;
    ready.clear();
    announcedNs = nowNs;
    checkAtNs = nowNs + intervalNs;
    apply();
    return true;
  }

  /** A heartbeat of the leader followed names its channels. */
  void onLeaderSays(ControlChannel leadersCurrent, ControlChannel leadersNext, long nowNs) {
    unfinished = Optional.empty();
    if (!leadersNext.equals(next) || !leadersCurrent.equals(current)) {
      next = leadersNext;
      become(leadersCurrent, nowNs);
    }
    if (moving() && joined.contains(next) && nowNs >= readyAgainNs) {
      readyAgainNs = nowNs + READY_AGAIN_INTERVALS * intervalNs;
      output.sayReady(next);
    }
  }

  /** A member of this leader says that it listens to that channel. */
  void onReady(ServerName member, ControlChannel channel) {
    if (moving() && channel.equals(next)) {
      ready.add(member);
    }
  }

  /** This server listens to that channel from now on. */
  void onJoined(ControlChannel channel) {
    joined.add(channel);
    readyAgainNs = 0;
  }

  /**
   * Whoever has no leader, or another one, moves nowhere; a leader that counts on goes on, and so
   * does one that takes over in the middle of a move: an order outlives who carries it out.
   */
  void onElectionChanged(ElectionState newState, long nowNs) {
    if (state == ElectionState.LEADER_IS_ME && newState == state) {
      return;
    }
    state = newState;
    if (moving()) {
      unfinished = Optional.of(next);
    }
    next = current;
    checkAtNs = NO_DEADLINE;
    apply();
    if (state == ElectionState.LEADER_IS_ME) {
      unfinished.ifPresent(channel -> moveTo(channel, nowNs));
      unfinished = Optional.empty();
    }
  }

  /** Time has passed {@link #nextDeadlineNs}; {@code members} are those of this leader. */
  void onTimer(Collection<ServerName> members, ServerName self, long nowNs) {
    if (nowNs >= lingerUntilNs) {
      lingerUntilNs = NO_DEADLINE;
      previous = current;
      apply();
    }
    if (nowNs >= checkAtNs) {
      checkAtNs = nowNs + intervalNs;
      Set<ServerName> missing = new HashSet<>(members);
      missing.removeAll(ready);
      missing.remove(self);
      lookAt(missing, nowNs);
    }
  }

  private void lookAt(Set<ServerName> missing, long nowNs) {
    long announcedForNs = nowNs - announcedNs;
    boolean all = missing.isEmpty() && joined.contains(next);
    if (all && announcedForNs >= LEAST_ANNOUNCED_INTERVALS * intervalNs) {
      checkAtNs = NO_DEADLINE;
      become(next, nowNs);
      output.moved(current);
    } else if (announcedForNs >= GIVE_UP_INTERVALS * intervalNs) {
      ControlChannel wanted = next;
      checkAtNs = NO_DEADLINE;
      next = current;
      apply();
      output.givenUp(wanted, missing);
    }
  }

  long nextDeadlineNs() {
    return Math.min(checkAtNs, lingerUntilNs);
  }

  private void become(ControlChannel channel, long nowNs) {
    if (!channel.equals(current)) {
      previous = current;
      current = channel;
      lingerUntilNs = nowNs + LINGER_INTERVALS * intervalNs;
    }
    apply();
  }

  private void apply() {
    Set<ControlChannel> send = new LinkedHashSet<>();
    send.add(current);
    send.add(previous);
    boolean follows = state == ElectionState.LEADER_KNOWN;
    if (!follows) {
      send.add(ControlChannel.CONFIGURED);
      send.add(next);
    }
    Set<ControlChannel> listen = new LinkedHashSet<>(send);
    listen.add(next);
    listen.add(ControlChannel.CONFIGURED);
    ControlChannelUse now = new ControlChannelUse(listen, send);
    if (!now.equals(use)) {
      use = now;
      joined.retainAll(listen);
      output.useControlChannels(now);
    }
  }
}
