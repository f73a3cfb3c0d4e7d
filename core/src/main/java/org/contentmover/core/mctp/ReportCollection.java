package org.contentmover.core.mctp;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.contentmover.core.text.Counted;

/**
 * Tells the agent how a distribution stands: cumulative, not too often, at once when final; and,
 * before the end, that multicast cannot bring it to a quorum any more (LD-8).
 */
final class ReportCollection {
  private final long intervalNs;
  private final TransferSession session;
  private final int quorum;
  private final ParticipantList participants;
  private final SenderOutput output;

  private long sequence;
  private boolean changed = true;
  private long nextNs;

  ReportCollection(
      MctpConfig config,
      TransferSession session,
      int quorum,
      long lastSequence,
      ParticipantList participants,
      SenderOutput output,
      long nowNs) {
    this.intervalNs = config.progressIntervalNs();
    this.session = session;
    this.quorum = quorum;
    this.participants = participants;
    this.output = output;
    this.sequence = lastSequence;
    this.nextNs = nowNs;
  }

  long sequence() {
    return sequence;
  }

  /** Something is worth telling. */
  void changed() {
    changed = true;
  }

  /** Tells what has changed, unless it told a moment ago. */
  void tellIfDue(long nowNs, double sentShare) {
    if (changed && nowNs >= nextNs) {
      tellNow(nowNs, sentShare);
    }
  }

  /** Tells how it stands, changed or not. */
  void tellNow(long nowNs, double sentShare) {
    tell(nowNs, sentShare, false, isQuorumOutOfReach() ? problem() : "");
  }

  /** Tells the end, or what came after it. */
  void tellFinal(long nowNs) {
    tell(nowNs, 0, true, hasQuorum() ? "" : problem());
  }

  /** When {@link #tellIfDue} has something to tell. */
  long nextNs() {
    return changed ? nextNs : AskTimer.NEVER;
  }

  /** Whether so many as the order asks for have the assignment and did not fail on it. */
  boolean hasQuorum() {
    return participants.count(ReportCollection::succeeded) >= quorum;
  }

  private void tell(long nowNs, double sentShare, boolean isFinal, String problem) {
    changed = false;
    nextNs = nowNs + intervalNs;
    sequence++;
    output.reportsCollected(
        new CollectedReports(
            session.assignment(),
            session.epoch(),
            sequence,
            isFinal,
            problem,
            participants.progress(sentShare)));
  }

  private boolean isQuorumOutOfReach() {
    return participants.count(ReportCollection::mayStillSucceed) < quorum;
  }

  private static boolean mayStillSucceed(Participant participant) {
    return succeeded(participant)
        || participant.state() == ServerState.PENDING
        || participant.state() == ServerState.RECEIVING
        || (participant.state() == ServerState.FETCHING && !participant.isUnreachable());
  }

  private static boolean succeeded(Participant participant) {
    return participant.state() == ServerState.RECEIVED
        || participant.report().filter(report -> !report.isFailure()).isPresent();
  }

  private String problem() {
    int have = participants.count(ReportCollection::succeeded);
    Predicate<Participant> without = participant -> !succeeded(participant);
    String names =
        participants.where(without).stream()
            .map(participant -> participant.name() + " (" + why(participant) + ")")
            .collect(Collectors.joining(", "));
    return have
        + " of "
        + Counted.of(participants.all().size(), "server")
        + " have \""
        + session.name()
        + "\", the quorum is "
        + quorum
        + "; without it: "
        + names;
  }

  private static String why(Participant participant) {
    String state = participant.state().name().toLowerCase(Locale.ROOT);
    return participant.progress(0).reason().isEmpty()
        ? state
        : state + ": " + participant.progress(0).reason();
  }
}
