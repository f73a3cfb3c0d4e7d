package org.contentmover.core.mctp;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.mctp.wire.Report;

/**
 * Brings this server's results to the leader, whoever it is, until that leader has acknowledged
 * them; a later leader that announces or asks gets them again (LD-7, DT-8).
 */
final class ReportCourier {
  /** Results kept: more assignments than that are never under way on one server. */
  private static final int KEPT = 64;

  private final MctpConfig config;
  private final Outbox outbox;
  private final MctpCounters counters;
  private final RandomGenerator random;
  private final Map<AssignmentId, Errand> errands = new LinkedHashMap<>();

  private FollowedLeader leader;
  private int lastNumber;

  ReportCourier(MctpConfig config, Outbox outbox, MctpCounters counters, RandomGenerator random) {
    this.config = config;
    this.outbox = outbox;
    this.counters = counters;
    this.random = random;
  }

  /** A new result; replaces an earlier one of the same assignment. */
  void report(MemberReport result, long nowNs) {
    lastNumber++;
    errands.remove(result.assignment());
    Errand errand = new Errand(result, lastNumber, nowNs);
    errands.put(result.assignment(), errand);
    if (leader != null) {
      errand.dueIn(nowNs, 0, config.reportRepeat().firstNs());
    }
    if (errands.size() > KEPT) {
      Iterator<Errand> oldest = errands.values().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Another leadership, or null for none known: what is not acknowledged goes to it. */
  void follow(FollowedLeader newLeader, long nowNs) {
    leader = newLeader;
    for (Errand errand : errands.values()) {
      errand.dueAtNs = AskTimer.NEVER;
      if (leader != null && !errand.acknowledged) {
        errand.dueIn(
            nowNs,
            random.nextLong(config.window().longestNs() + 1),
            config.reportRepeat().firstNs());
      }
    }
  }

  /**
   * The leader announces an assignment or asks for its report.
   *
   * @return whether there is one, which goes out within the window
   */
  boolean wanted(AssignmentId assignment, long windowNs, long nowNs) {
    Errand errand = errands.get(assignment);
    if (errand == null || leader == null) {
      return false;
    }
    errand.acknowledged = false;
    errand.dueIn(nowNs, random.nextLong(windowNs + 1), config.reportRepeat().firstNs());
    return true;
  }

  void acknowledged(AssignmentId assignment, int number) {
    Errand errand = errands.get(assignment);
    if (errand != null && errand.number == number) {
      errand.acknowledged = true;
      errand.dueAtNs = AskTimer.NEVER;
    }
  }

  /** This server's own result, for itself when it leads. */
  Optional<MemberReport> result(AssignmentId assignment) {
    return Optional.ofNullable(errands.get(assignment)).map(errand -> errand.result);
  }

  void tick(long nowNs) {
    for (Errand errand : errands.values()) {
      if (nowNs >= errand.dueAtNs) {
        counters.reportsSent++;
        outbox.unicast(
            leader.address(),
            new Report(leader.epoch(), outbox.address(), errand.number, errand.result));
        errand.sent(nowNs, config);
      }
    }
  }

  long nextDeadlineNs() {
    long next = AskTimer.NEVER;
    for (Errand errand : errands.values()) {
      next = Math.min(next, errand.dueAtNs);
    }
    return next;
  }

  /** One result on its way. */
  private static final class Errand {
    private final MemberReport result;
    private final int number;
    private final long madeAtNs;
    private boolean acknowledged;
    private long dueAtNs = AskTimer.NEVER;
    private long repeatNs;

    Errand(MemberReport result, int number, long nowNs) {
      this.result = result;
      this.number = number;
      this.madeAtNs = nowNs;
    }

    void dueIn(long nowNs, long delayNs, long firstRepeatNs) {
      dueAtNs = nowNs + delayNs;
      repeatNs = firstRepeatNs;
    }

    /** Repeats ever more slowly; a leader that knows nothing of the assignment may never answer. */
    void sent(long nowNs, MctpConfig config) {
      boolean old = nowNs - madeAtNs > config.abandonNs();
      dueAtNs = old ? AskTimer.NEVER : nowNs + repeatNs;
      repeatNs = config.reportRepeat().after(repeatNs);
    }
  }
}
