package org.contentmover.core.registration;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.ServerName;

/**
 * A member's side of registration (EL-8, EL-13): registers with a new leader at a random time,
 * again until a report names it, and refreshes from then on.
 *
 * <p>Threading: one thread. Time: every input takes the monotonic clock in nanoseconds. Errors:
 * none.
 */
public final class MemberRegistration {
  /** No time limit runs. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  /** Refreshes come up to a tenth earlier, at random, so that members do not fall into step. */
  private static final int REFRESH_JITTER_DIVISOR = 10;

  /** What the registration wants done. */
  public interface Output {
    /** Send this server's registration to the leader, in as many parts as it needs. */
    void sendRegister(long number, boolean confirmed);
  }

  private enum State {
    NO_LEADER,
    UNCONFIRMED,
    CONFIRMED
  }

  private final ServerName self;
  private final RegistrationConfig config;
  private final RandomGenerator random;
  private final Output output;

  private State state = State.NO_LEADER;
  private long deadlineNs = NO_DEADLINE;
  private long number;

  /** Newest report of which a part came in; which parts, and whom they name. */
  private long reportNumber;

  private final BitSet reportParts = new BitSet();
  private final List<ServerName> reportNames = new ArrayList<>();
  private List<ServerName> reportedMembers = List.of();

  /** Newest report that came in whole. */
  private long completeReport;

  /** Newest report that the leader says it has sent. */
  private long announcedReport;

  private boolean named;

  /** Registrations since the last report that names this server, or since the leader is another. */
  private int unanswered;

  /** A registration without a leader yet. */
  public MemberRegistration(
      ServerName self, RegistrationConfig config, RandomGenerator random, Output output) {
    this.self = self;
    this.config = config;
    this.random = random;
    this.output = output;
  }

  /** A leader, or another epoch of the same one, is followed from now on. */
  public void onLeader(long nowNs) {
    state = State.UNCONFIRMED;
    unanswered = 0;
    reportNumber = 0;
    completeReport = 0;
    announcedReport = 0;
    named = false;
    startReport();
    deadlineNs = nowNs + randomNs(config.registerSpreadNs());
  }

  /** No leader is followed now: nobody to register with. */
  public void onNoLeader() {
    state = State.NO_LEADER;
    deadlineNs = NO_DEADLINE;
  }

  /** A part of the report of the leader followed. */
  public void onReport(RegistrationReport report, long nowNs) {
    if (state == State.NO_LEADER || report.number() < reportNumber) {
      return;
    }
    if (report.number() > reportNumber) {
      reportNumber = report.number();
      startReport();
    }
    int names = reportNames.size() + report.members().size();
    if (reportParts.get(report.part()) || names > MemberRegistry.MAX_MEMBERS + 1) {
      return;
    }
    reportParts.set(report.part());
    reportNames.addAll(report.members());
    boolean complete = reportParts.cardinality() == report.parts();
    named = reportNames.contains(self) || (named && !complete);
    if (complete) {
      completeReport = report.number();
      reportedMembers = List.copyOf(reportNames);
      if (!named) {
        waitBeforeRetry(nowNs);
      }
    }
    confirmWhenComplete(nowNs);
  }

  /** The leader says how many reports it has sent: a member that missed the last asks for it. */
  public void onReportAnnounced(long announced, long nowNs) {
    if (state == State.NO_LEADER || announced == announcedReport) {
      return;
    }
    announcedReport = announced;
    if (announced > completeReport && state == State.CONFIRMED) {
      state = State.UNCONFIRMED;
      // Its parts may be under way.
      deadlineNs = nowNs + config.confirmTimeoutNs() + randomNs(config.retrySpreadNs());
    }
    confirmWhenComplete(nowNs);
  }

  private void confirmWhenComplete(long nowNs) {
    if (state == State.UNCONFIRMED && named && completeReport >= announcedReport) {
      state = State.CONFIRMED;
      unanswered = 0;
      deadlineNs = nowNs + refreshNs();
    }
  }

  /** This server led until now, and that was its list: as good as a report. */
  public void onOwnList(List<ServerName> members) {
    reportedMembers = List.copyOf(members);
  }

  /** The leader asks whether this server is there, or the facts changed: refresh now. */
  public void refreshNow(long nowNs) {
    if (state != State.NO_LEADER) {
      register(nowNs);
    }
  }

  /** Time has passed {@link #nextDeadlineNs}. */
  public void onTimer(long nowNs) {
    if (nowNs >= deadlineNs) {
      register(nowNs);
    }
  }

  /** When {@link #onTimer} wants to be called next. */
  public long nextDeadlineNs() {
    return deadlineNs;
  }

  /** Whether the newest report of the leader followed now is here, and names this server. */
  public boolean confirmed() {
    return state == State.CONFIRMED;
  }

  /** How often this server has registered since a report named it; 0 while confirmed. */
  public int unanswered() {
    return unanswered;
  }

  /** Names in the last complete report, of whatever leader; empty before the first. */
  public List<ServerName> reportedMembers() {
    return reportedMembers;
  }

  private void waitBeforeRetry(long nowNs) {
    boolean waitsAlready =
        state == State.UNCONFIRMED && deadlineNs - nowNs <= config.retrySpreadNs();
    state = State.UNCONFIRMED;
    if (!waitsAlready) {
      deadlineNs = nowNs + randomNs(config.retrySpreadNs());
    }
  }

  private void register(long nowNs) {
    boolean confirmed = state == State.CONFIRMED;
    deadlineNs =
        nowNs
            + (confirmed
                ? refreshNs()
                : config.confirmTimeoutNs() + randomNs(config.retrySpreadNs()));
    unanswered += confirmed ? 0 : 1;
    output.sendRegister(++number, confirmed);
  }

  private void startReport() {
    reportParts.clear();
    reportNames.clear();
  }

  private long refreshNs() {
    long intervalNs = config.refreshIntervalNs();
    return intervalNs - randomNs(intervalNs / REFRESH_JITTER_DIVISOR);
  }

  private long randomNs(long boundNs) {
    return boundNs > 0 ? random.nextLong(boundNs) : 0;
  }
}
