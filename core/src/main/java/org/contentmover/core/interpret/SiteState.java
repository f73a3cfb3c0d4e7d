package org.contentmover.core.interpret;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;

/**
 * What a site's journal says: the fold over its records (CI-5). Immutable.
 *
 * @param staged the record of the version that is complete and not live, if any
 * @param unfinished the intent that has no result yet: a crash, or work going on
 * @param shown versions that have been live, the one made live last first
 * @param group whose content was made live last; empty for none, and for what was there before
 * @param sequences the highest sequence taken of each content group
 * @param results how the latest assignments ended, the oldest first
 * @param lastStatementMs when the publisher issued the latest statement something went live by; 0
 *     for none
 */
public record SiteState(
    Optional<JournalRecord> staged,
    Optional<JournalRecord> unfinished,
    List<Shown> shown,
    Optional<ContentGroup> group,
    Map<ContentGroup, JournalRecord.Cause> sequences,
    Map<AssignmentId, JournalRecord> results,
    long lastStatementMs) {

  /** A site nothing has happened to. */
  public static final SiteState INITIAL =
      new SiteState(
          Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Map.of(), Map.of(), 0);

  /** Assignments whose end is remembered: an answer lost on its way is asked for again soon. */
  static final int REMEMBERED_RESULTS = 32;

  /** A version that was live, and when it was made so for the last time. */
  public record Shown(long version, Instant since) {}

  /**
   * A version that is live no more.
   *
   * @param until when another one was live at the latest
   */
  public record Past(long version, Instant until) {}

  /** Versions that have been live, the one made live last first. */
  public List<Long> history() {
    return shown.stream().map(Shown::version).toList();
  }

  /** All of them but the one made live last, in the same order. */
  public List<Past> past() {
    List<Past> past = new ArrayList<>();
    for (int i = 1; i < shown.size(); i++) {
      past.add(new Past(shown.get(i).version(), shown.get(i - 1).since()));
    }
    return past;
  }

  /** The state after one more record. */
  public SiteState after(JournalRecord record) {
    return new SiteState(
        stagedAfter(record),
        record.step().isResult() || record.step() == JournalStep.ADOPTED
            ? Optional.empty()
            : Optional.of(record),
        shownAfter(record),
        groupAfter(record),
        sequencesAfter(record),
        resultsAfter(record),
        lastStatementAfter(record));
  }

  private long lastStatementAfter(JournalRecord record) {
    return switch (record.step()) {
      case COMMITTED, ROLLED_BACK, REMOVED ->
          Math.max(lastStatementMs, record.cause().statementMs());
      // What is only staged may be given up, and what was live before is shown on.
      default -> lastStatementMs;
    };
  }

  private Optional<JournalRecord> stagedAfter(JournalRecord record) {
    return switch (record.step()) {
      case STAGED -> Optional.of(record);
      case COMMITTED, ABORTED -> staged.filter(it -> it.version() != record.version());
      case ROLLED_BACK -> staged.filter(it -> it.version() != record.fromVersion());
      // What is about to be built anew, or turned out to be incomplete, counts no more.
      case STAGING, FAILED -> staged.filter(it -> it.version() != record.version());
      case REMOVED -> Optional.empty();
      case ADOPTING, ADOPTED, COMMITTING, ROLLING_BACK, REMOVING -> staged;
    };
  }

  private List<Shown> shownAfter(JournalRecord record) {
    return switch (record.step()) {
      case ADOPTED, COMMITTED, ROLLED_BACK -> {
        List<Shown> versions = new ArrayList<>(shown.size() + 1);
        versions.add(new Shown(record.version(), record.at()));
        for (Shown earlier : shown) {
          if (earlier.version() != record.version() && versions.size() < VersionPolicy.MOST) {
            versions.add(earlier);
          }
        }
        yield List.copyOf(versions);
      }
      case REMOVED -> List.of(new Shown(record.version(), record.at()));
      case ADOPTING, STAGING, STAGED, FAILED, COMMITTING, ROLLING_BACK, ABORTED, REMOVING -> shown;
    };
  }

  private Optional<ContentGroup> groupAfter(JournalRecord record) {
    return switch (record.step()) {
      case COMMITTED, ROLLED_BACK, REMOVED -> Optional.of(record.cause().group());
      // What is only staged may be given up.
      default -> group;
    };
  }

  private Map<ContentGroup, JournalRecord.Cause> sequencesAfter(JournalRecord record) {
    if (record.cause() == null
        || record.cause().sequence() <= lastSequence(record.cause().group())) {
      return sequences;
    }
    Map<ContentGroup, JournalRecord.Cause> after = new TreeMap<>(sequences);
    after.put(record.cause().group(), record.cause());
    return Map.copyOf(after);
  }

  private Map<AssignmentId, JournalRecord> resultsAfter(JournalRecord record) {
    if (!record.step().isResult()) {
      return results;
    }
    Map<AssignmentId, JournalRecord> after = new LinkedHashMap<>(results);
    after.remove(record.cause().assignmentId());
    after.put(record.cause().assignmentId(), record);
    if (after.size() > REMEMBERED_RESULTS) {
      after.remove(after.keySet().iterator().next());
    }
    return Collections.unmodifiableMap(after);
  }

  /** The highest sequence taken of a content group; 0 for none. */
  public long lastSequence(ContentGroup group) {
    JournalRecord.Cause last = sequences.get(group);
    return last == null ? 0 : last.sequence();
  }

  /** Whose content it shows, or is the first to be staged; empty for nobody's. */
  public Optional<ContentGroup> belongsTo() {
    return group.or(() -> staged.map(it -> it.cause().group()));
  }

  /** How an assignment ended here, if it is remembered. */
  public Optional<JournalRecord> result(AssignmentId assignmentId) {
    return Optional.ofNullable(results.get(assignmentId));
  }
}
