package org.contentmover.core.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.Test;

class SiteStateTest {
  private static final ContentGroup GROUP = new ContentGroup("all");

  private static JournalRecord record(JournalStep step, long sequence, long version, long from) {
    return record(step, GROUP, sequence, version, from);
  }

  private static JournalRecord record(
      JournalStep step, ContentGroup group, long sequence, long version, long from) {
    boolean adoption = step == JournalStep.ADOPTING || step == JournalStep.ADOPTED;
    return new JournalRecord(
        step,
        Instant.ofEpochSecond(sequence),
        adoption
            ? null
            : new JournalRecord.Cause(
                new AssignmentId(new UUID(group.hashCode(), sequence)),
                group,
                sequence,
                false,
                // Now and then a statement that is older than one before.
                sequence * 37 % 50,
                List.of()),
        adoption ? 0 : version,
        from,
        ContentHash.NONE);
  }

  private static SiteState fold(List<JournalRecord> records) {
    SiteState state = SiteState.INITIAL;
    for (JournalRecord record : records) {
      state = state.after(record);
    }
    return state;
  }

  @Test
  void shouldFollowAPublishAndItsRollback() {
    SiteState state =
        fold(
            List.of(
                record(JournalStep.STAGING, 1, 1, -1),
                record(JournalStep.STAGED, 1, 1, -1),
                record(JournalStep.COMMITTING, 2, 1, -1),
                record(JournalStep.COMMITTED, 2, 1, -1),
                record(JournalStep.STAGING, 3, 2, -1)));
    assertTrue(state.staged().isEmpty());
    assertEquals(JournalStep.STAGING, state.unfinished().orElseThrow().step());
    assertEquals(3, state.lastSequence(GROUP));

    state = state.after(record(JournalStep.STAGED, 3, 2, -1));
    assertEquals(2, state.staged().orElseThrow().version());
    assertTrue(state.unfinished().isEmpty());

    state = state.after(record(JournalStep.COMMITTED, 4, 2, 1));
    assertEquals(List.of(2L, 1L), state.history());
    assertTrue(state.staged().isEmpty());

    state = state.after(record(JournalStep.ROLLED_BACK, 5, 1, 2));
    assertEquals(List.of(1L, 2L), state.history());
  }

  @Test
  void shouldForgetAStagedVersionThatIsAbortedWithdrawnOrRebuilt() {
    SiteState staged = fold(List.of(record(JournalStep.STAGED, 1, 7, -1)));
    assertTrue(staged.after(record(JournalStep.ABORTED, 2, 7, -1)).staged().isEmpty());
    assertTrue(staged.after(record(JournalStep.ROLLED_BACK, 2, 6, 7)).staged().isEmpty());
    assertTrue(staged.after(record(JournalStep.STAGING, 2, 7, -1)).staged().isEmpty());
    assertTrue(staged.after(record(JournalStep.ABORTED, 2, 8, -1)).staged().isPresent());
    assertTrue(staged.after(record(JournalStep.STAGING, 2, 8, -1)).staged().isPresent());
  }

  @Test
  void shouldRememberTheLatestStatementThatWasLive() {
    SiteState state = fold(List.of(record(JournalStep.STAGED, 3, 1, -1)));
    assertEquals(0, state.lastStatementMs(), "staged only");
    state = state.after(record(JournalStep.COMMITTED, 1, 1, -1));
    assertEquals(37, state.lastStatementMs());
    state = state.after(record(JournalStep.ROLLED_BACK, 3, 0, 1));
    assertEquals(37, state.lastStatementMs(), "11 is older");
    state = state.after(record(JournalStep.COMMITTED, 4, 2, 1));
    assertEquals(48, state.lastStatementMs());
  }

  @Test
  void shouldRememberUntilWhenVersionsWereLive() {
    SiteState state =
        fold(
            List.of(
                record(JournalStep.COMMITTED, 1, 1, -1),
                record(JournalStep.COMMITTED, 2, 2, 1),
                record(JournalStep.COMMITTED, 3, 3, 2)));
    assertEquals(List.of(past(2, 3), past(1, 2)), state.past());
    state = state.after(record(JournalStep.ROLLED_BACK, 4, 2, 3));
    // A compacted journal does not know any more that 2 was live right after 1.
    assertEquals(List.of(past(3, 4), past(1, 3)), state.past());
    state = state.after(record(JournalStep.REMOVED, 5, 4, 2));
    assertEquals(List.of(), state.past());
  }

  @Test
  void shouldRememberAsManyVersionsAsAServerMayBeToldToKeep() {
    List<JournalRecord> records = new ArrayList<>();
    for (int version = 1; version <= 2 * VersionPolicy.MOST; version++) {
      records.add(record(JournalStep.COMMITTED, version, version, version - 1));
    }
    assertEquals(VersionPolicy.MOST, fold(records).history().size());
    assertEquals(fold(records), fold(JournalCompaction.essential(records)));
  }

  private static SiteState.Past past(long version, long untilSeconds) {
    return new SiteState.Past(version, Instant.ofEpochSecond(untilSeconds));
  }

  @Property(tries = 500)
  void shouldKeepItsMeaningWhenCompacted(@ForAll long seed) {
    Random random = new Random(seed);
    List<JournalRecord> records = new ArrayList<>();
    JournalStep[] steps = JournalStep.values();
    int count = random.nextInt(200);
    for (int i = 0; i < count; i++) {
      records.add(
          record(
              steps[random.nextInt(steps.length)],
              new ContentGroup("g" + random.nextInt(2)),
              1 + random.nextInt(60),
              1 + random.nextInt(5),
              random.nextInt(6) - 1));
    }
    List<JournalRecord> essential = JournalCompaction.essential(records);
    assertEquals(fold(records), fold(essential));
    assertTrue(essential.size() <= SiteState.REMEMBERED_RESULTS + 13, essential.size() + " left");
  }
}
