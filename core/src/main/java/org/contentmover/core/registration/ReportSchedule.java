package org.contentmover.core.registration;

/**
 * When the leader multicasts its list: a moment after the last registration, so that one report
 * serves a whole burst; and once more after a timeout, until nothing new came in between (EL-13).
 */
final class ReportSchedule {
  private static final long NEVER = MemberRegistry.NO_DEADLINE;

  private final RegistrationConfig config;
  private long deadlineNs = NEVER;
  private long latestNs = NEVER;
  private boolean news;

  ReportSchedule(RegistrationConfig config) {
    this.config = config;
  }

  /** Somebody must see the list: it changed, or a member has not found itself in it. */
  void onChange(long nowNs) {
    if (!news) {
      news = true;
      latestNs = nowNs + config.reportDelayMaxNs();
    }
    deadlineNs = Math.min(latestNs, nowNs + config.reportDelayNs());
  }

  boolean isDue(long nowNs) {
    return nowNs >= deadlineNs;
  }

  /** The list went out: with news it is repeated once more, without any it has been. */
  void sent(long nowNs) {
    deadlineNs = news ? nowNs + config.reportDelayMaxNs() : NEVER;
    news = false;
  }

  void stop() {
    deadlineNs = NEVER;
    news = false;
  }

  long deadlineNs() {
    return deadlineNs;
  }
}
