package org.contentmover.core.registration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.contentmover.core.election.ElectionConfig;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;

/**
 * The leader's side of registration (EL-8, EL-10, EL-13): who is registered, the report that says
 * so, who fell silent, and the snapshot of the segment after every change.
 *
 * <p>Threading: one thread. Time: every input takes the monotonic clock in nanoseconds. Errors:
 * none.
 */
public final class MemberRegistry {
  /** No time limit runs. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  /** Servers beside the leader that can be registered, or lost: names can be invented (EL-7). */
  static final int MAX_MEMBERS = 2_048;

  /** What the registry wants done. */
  public interface Output {
    /** Multicast the list of members, in as many parts as it needs. */
    void sendReport(long epoch, long number, List<ServerName> members);

    /** Ask one member whether it is there. */
    void sendProbe(PeerAddress to, long epoch);

    /** Members or what they say changed, or the snapshot is due again. */
    void segmentChanged(SegmentSnapshot snapshot);
  }

  private final RegistrationConfig config;
  private final Output output;
  private final ReportSchedule reports;
  private final SortedMap<ServerName, RegisteredMember> others = new TreeMap<>();
  private final SortedSet<ServerName> joined = new TreeSet<>();
  private final SortedSet<ServerName> left = new TreeSet<>();
  private final SortedSet<ServerName> lost = new TreeSet<>();

  private final SortedSet<ServerName> expected = new TreeSet<>();

  private boolean leading;
  private long epoch;
  private Member self;
  private long sequence;
  private long reportNumber;
  private long snapshotAtNs;
  private long checkAtNs;
  private long expectedUntilNs;

  /** A registry of a server that does not lead yet. */
  public MemberRegistry(RegistrationConfig config, Output output) {
    this.config = config;
    this.output = output;
    this.reports = new ReportSchedule(config);
  }

  /**
   * This server leads from now on; nobody but itself is registered.
   *
   * @param leaderEpoch of this leadership
   * @param leader this server
   * @param formerMembers whom the leadership before had: who does not come is reported lost
   * @param nowNs monotonic time
   */
  public void begin(
      long leaderEpoch, Member leader, Collection<ServerName> formerMembers, long nowNs) {
    end();
    expected.addAll(formerMembers);
    expected.remove(leader.server());
    expectedUntilNs = nowNs + config.missedRefreshes() * config.refreshIntervalNs();
    leading = true;
    epoch = leaderEpoch;
    self = leader;
    sequence = 0;
    reportNumber = 0;
    joined.add(leader.server());
    checkAtNs = NO_DEADLINE;
    snapshotAtNs = nowNs + config.changeDelayNs();
    reports.onChange(nowNs);
  }

  /** This server leads no more. */
  public void end() {
    leading = false;
    others.clear();
    joined.clear();
    left.clear();
    lost.clear();
    expected.clear();
    reports.stop();
  }

  /** What the leader says of itself changed. */
  public void onOwnFacts(Member leader, long nowNs) {
    boolean changed = !leader.equals(self);
    self = leader;
    if (leading && changed) {
      change(nowNs);
    }
  }

  /**
   * A part of a member's registration with this leader and epoch.
   *
   * @return false when there is no room for another member: who is registered already stays
   */
  public boolean onRegister(Register register, long nowNs) {
    RegisteredMember entry = others.get(register.server());
    if (entry == null && others.size() >= MAX_MEMBERS) {
      return false;
    }
    boolean isNew = entry == null || !entry.isIncarnation(register.incarnation());
    if (isNew) {
      entry = new RegisteredMember(register);
      others.put(register.server(), entry);
      joined.add(register.server());
      left.remove(register.server());
      expected.remove(register.server());
      lost.remove(register.server());
    }
    boolean changed = entry.take(register, nowNs);
    checkAtNs = Math.min(checkAtNs, entry.checkAtNs(config));
    if (isNew || changed) {
      change(nowNs);
    }
    if (isNew || !register.confirmed()) {
      reports.onChange(nowNs);
    }
    return true;
  }

  /** A member says good-bye (EL-11). */
  public void onLeave(ServerName server, long nowNs) {
    expected.remove(server);
    if (others.remove(server) != null) {
      joined.remove(server);
      left.add(server);
      change(nowNs);
      reports.onChange(nowNs);
    }
  }

  /** Time has passed {@link #nextDeadlineNs}. */
  public void onTimer(long nowNs) {
    if (!leading) {
      return;
    }
    if (nowNs >= checkAtNs) {
      findSilentMembers(nowNs);
    }
    if (!expected.isEmpty() && nowNs >= expectedUntilNs) {
      expected.forEach(this::lose);
      expected.clear();
      change(nowNs);
    }
    if (reports.isDue(nowNs)) {
      reports.sent(nowNs);
      output.sendReport(epoch, ++reportNumber, memberNames());
    }
    if (nowNs >= snapshotAtNs) {
      giveSnapshot(nowNs);
    }
  }

  /** When {@link #onTimer} wants to be called next. */
  public long nextDeadlineNs() {
    if (!leading) {
      return NO_DEADLINE;
    }
    long deadlineNs = Math.min(Math.min(checkAtNs, snapshotAtNs), reports.deadlineNs());
    return expected.isEmpty() ? deadlineNs : Math.min(deadlineNs, expectedUntilNs);
  }

  /** Reports sent in this epoch. */
  public long reportsSent() {
    return reportNumber;
  }

  /** Registered members, this leader first; empty when this server does not lead. */
  public List<ServerName> memberNames() {
    List<ServerName> names = new ArrayList<>(others.size() + 1);
    if (leading) {
      names.add(self.server());
      names.addAll(others.keySet());
    }
    return names;
  }

  /** Whether that server is registered as one that never leads. */
  public boolean neverLeads(ServerName server) {
    RegisteredMember entry = others.get(server);
    return entry != null && entry.member().priority() == ElectionConfig.NEVER_LEADS;
  }

  private void change(long nowNs) {
    snapshotAtNs = Math.min(snapshotAtNs, nowNs + config.changeDelayNs());
  }

  private void findSilentMembers(long nowNs) {
    // Not scanned again for every single member that is due.
    long nextNs = nowNs + config.refreshIntervalNs();
    long soonestNs = nowNs + config.probeTimeoutNs() / 4;
    List<ServerName> silent = new ArrayList<>();
    for (RegisteredMember entry : others.values()) {
      if (nowNs >= entry.checkAtNs(config)) {
        if (entry.probesSent() >= config.probeAttempts()) {
          silent.add(entry.member().server());
          continue;
        }
        entry.probed(nowNs);
        output.sendProbe(entry.member().address(), epoch);
      }
      nextNs = Math.min(nextNs, Math.max(soonestNs, entry.checkAtNs(config)));
    }
    checkAtNs = nextNs;
    for (ServerName server : silent) {
      others.remove(server);
      joined.remove(server);
      lose(server);
      change(nowNs);
      reports.onChange(nowNs);
    }
  }

  private void lose(ServerName server) {
    if (lost.size() < MAX_MEMBERS) {
      lost.add(server);
    }
  }

  private void giveSnapshot(long nowNs) {
    snapshotAtNs = nowNs + config.snapshotIntervalNs();
    SortedMap<ServerName, Member> members = new TreeMap<>();
    members.put(self.server(), self);
    others.forEach((name, entry) -> members.put(name, entry.member()));
    output.segmentChanged(
        new SegmentSnapshot(
            epoch,
            ++sequence,
            List.copyOf(members.values()),
            List.copyOf(joined),
            List.copyOf(left),
            List.copyOf(lost)));
    joined.clear();
    left.clear();
  }
}
