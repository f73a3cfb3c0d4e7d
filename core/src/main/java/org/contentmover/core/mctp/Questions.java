package org.contentmover.core.mctp;

import java.util.List;
import java.util.function.Predicate;
import org.contentmover.core.mctp.wire.Request;

/**
 * What a session waits to hear from its participants, and when it asks the silent again: their
 * statuses after a pass, or their reports when nobody lacks a frame (LD-4, LD-7).
 */
final class Questions {
  private final MctpConfig config;
  private final ParticipantList participants;
  private final Inquiry inquiry;
  private final FetchPolicy fetchPolicy;
  private final Predicate<Participant> owesReport;
  private final AskTimer statusTimer;
  private final AskTimer reportTimer;

  /** Nothing is asked yet; {@code owesReport} tells who has to report and has not. */
  Questions(
      MctpConfig config,
      ParticipantList participants,
      Inquiry inquiry,
      FetchPolicy fetchPolicy,
      Predicate<Participant> owesReport) {
    this.config = config;
    this.participants = participants;
    this.inquiry = inquiry;
    this.fetchPolicy = fetchPolicy;
    this.owesReport = owesReport;
    this.statusTimer = new AskTimer(config.ask());
    this.reportTimer = new AskTimer(config.reportAsk());
  }

  /** A pass is over: those that lack frames tell where they stand. */
  void awaitStatuses(long nowNs) {
    statusTimer.start(nowNs, config.window().ns(participants.count(Participant::owesStatus)));
  }

  /** Nobody lacks frames: everybody carries it out and reports. */
  void awaitReports(long nowNs) {
    reportTimer.start(nowNs, 0);
  }

  /** Nothing is asked any more. */
  void stop() {
    statusTimer.stop();
    reportTimer.stop();
  }

  /** How often statuses have been asked for since {@link #awaitStatuses}. */
  int statusRounds() {
    return statusTimer.rounds();
  }

  /**
   * Asks the silent if it is time.
   *
   * @param pass the present one
   * @return whether it did
   */
  boolean tick(int pass, long nowNs) {
    boolean asked = false;
    if (statusTimer.isDue(nowNs)) {
      askForStatuses(pass, nowNs);
      asked = true;
    }
    if (reportTimer.isDue(nowNs)) {
      askForReports(pass, nowNs);
      asked = true;
    }
    return asked;
  }

  long nextNs() {
    return Math.min(statusTimer.atNs(), reportTimer.atNs());
  }

  private void askForStatuses(int pass, long nowNs) {
    if (statusTimer.rounds() >= config.maxTries()) {
      fetchPolicy.answersFitNoPass(pass);
    }
    List<Participant> silent = participants.where(Participant::owesStatus);
    statusTimer.asked(nowNs, config.window().ns(silent.size()));
    inquiry.ask(silent, Request.Kind.STATUS, pass, nowNs);
  }

  private void askForReports(int pass, long nowNs) {
    List<Participant> silent = participants.where(owesReport);
    reportTimer.asked(nowNs, config.window().ns(silent.size()));
    inquiry.ask(silent, Request.Kind.REPORT, pass, nowNs);
    inquiry.remindOfFetch(pass);
  }
}
