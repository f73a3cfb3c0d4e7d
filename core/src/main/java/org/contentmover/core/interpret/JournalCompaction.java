package org.contentmover.core.interpret;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;

/** Which records of a journal still matter. */
public final class JournalCompaction {
  private JournalCompaction() {}

  /** The records, in their order, whose fold is the same state as that of all. */
  public static List<JournalRecord> essential(List<JournalRecord> records) {
    SiteState state = SiteState.INITIAL;
    Map<Long, Integer> lastMadeLive = new HashMap<>();
    Map<ContentGroup, Integer> highestSequence = new HashMap<>();
    Map<AssignmentId, Integer> lastResult = new HashMap<>();
    int lastStaged = -1;
    int lastChangeOfStaged = -1;
    int lastRemoved = -1;
    int latestStatement = -1;
    for (int i = 0; i < records.size(); i++) {
      JournalRecord record = records.get(i);
      SiteState next = state.after(record);
      if (!next.history().isEmpty() && makesLive(record)) {
        lastMadeLive.put(record.version(), i);
      }
      if (!next.sequences().equals(state.sequences())) {
        highestSequence.put(record.cause().group(), i);
      }
      if (record.step().isResult()) {
        lastResult.put(record.cause().assignmentId(), i);
      }
      if (record.step() == JournalStep.STAGED) {
        lastStaged = i;
      }
      if (record.step() == JournalStep.REMOVED) {
        lastRemoved = i;
      }
      if (next.lastStatementMs() > state.lastStatementMs()) {
        latestStatement = i;
      }
      if (!next.staged().equals(state.staged())) {
        lastChangeOfStaged = i;
      }
      state = next;
    }
    TreeSet<Integer> kept = new TreeSet<>(highestSequence.values());
    state.history().forEach(version -> kept.add(lastMadeLive.get(version)));
    state.results().keySet().forEach(id -> kept.add(lastResult.get(id)));
    if (lastStaged >= 0) {
      // What ended it has to stay too, or it would count as staged again.
      kept.add(lastStaged);
      kept.add(lastChangeOfStaged);
    }
    if (lastRemoved >= 0) {
      // Or versions that went with it would count as having been live, by a result that is kept.
      kept.add(lastRemoved);
    }
    if (latestStatement >= 0) {
      kept.add(latestStatement);
    }
    if (state.unfinished().isPresent()) {
      kept.add(records.size() - 1);
    }
    List<JournalRecord> essential = new ArrayList<>();
    kept.forEach(i -> essential.add(records.get(i)));
    return essential;
  }

  private static boolean makesLive(JournalRecord record) {
    return switch (record.step()) {
      case ADOPTED, COMMITTED, ROLLED_BACK, REMOVED -> true;
      default -> false;
    };
  }
}
