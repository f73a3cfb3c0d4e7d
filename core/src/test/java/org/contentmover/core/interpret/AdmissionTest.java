package org.contentmover.core.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final HostedSite SITE = new HostedSite("www.example.com");
  private static final ContentGroup GROUP = new ContentGroup("all");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static AssignmentHeader header(long id, long sequence, Activation activation) {
    return new AssignmentHeader(
        new AssignmentId(new UUID(0, id)),
        sequence,
        AssignmentType.PUBLISH,
        SITE,
        GROUP,
        "",
        0,
        1,
        ContentHash.NONE,
        ContentHash.NONE,
        NOW,
        NOW.plus(Duration.ofMinutes(1)),
        activation,
        0,
        0,
        0,
        0,
        0,
        Optional.empty());
  }

  private static AssignmentHeader header(long id, long sequence) {
    return header(id, sequence, Activation.COMMIT_ON_ORDER);
  }

  private static SiteState after(AssignmentHeader header, JournalStep step) {
    return SiteState.INITIAL.after(
        new JournalRecord(
            step,
            NOW,
            JournalRecord.Cause.of(header, 0, List.of()),
            1,
            JournalRecord.NOTHING,
            ContentHash.NONE));
  }

  private static Optional<JournalRecord> check(AssignmentHeader header, SiteState state)
      throws AssignmentRejected {
    return Admission.check(header, SITE, true, state, NOW);
  }

  private static void requireRejected(
      RefusalReason reason, AssignmentHeader header, SiteState state) {
    assertEquals(
        reason, assertThrows(AssignmentRejected.class, () -> check(header, state)).reason());
  }

  @Test
  void shouldTakeRisingSequences() throws AssignmentRejected {
    SiteState state = after(header(1, 5), JournalStep.STAGED);
    assertTrue(check(header(2, 6), state).isEmpty());
    assertTrue(check(header(2, 99), state).isEmpty());
    requireRejected(RefusalReason.OLD_SEQUENCE, header(2, 5), state);
    requireRejected(RefusalReason.OLD_SEQUENCE, header(2, 4), state);
  }

  @Test
  void shouldAnswerARepetitionWithTheResultItHad() throws AssignmentRejected {
    SiteState state = after(header(1, 5), JournalStep.STAGED);
    assertEquals(JournalStep.STAGED, check(header(1, 5), state).orElseThrow().step());
  }

  @Test
  void shouldLetAFailureBeTriedAgain() throws AssignmentRejected {
    SiteState state = after(header(1, 5), JournalStep.FAILED);
    assertTrue(check(header(1, 5), state).isEmpty());
    requireRejected(RefusalReason.OLD_SEQUENCE, header(2, 5), state);
  }

  @Test
  void shouldNotTakeStagedForDoneWhenItIsToBeLiveAtOnce() throws AssignmentRejected {
    AssignmentHeader catchUp = header(1, 5, Activation.IMMEDIATE);
    assertTrue(check(catchUp, after(catchUp, JournalStep.STAGED)).isEmpty());
    assertTrue(check(catchUp, after(catchUp, JournalStep.COMMITTED)).isPresent());
  }

  @Test
  void shouldCountSequencesOfEachGroupApart() throws AssignmentRejected {
    JournalRecord other =
        new JournalRecord(
            JournalStep.STAGED,
            NOW,
            new JournalRecord.Cause(
                new AssignmentId(new UUID(0, 9)),
                new ContentGroup("other"),
                100,
                false,
                0,
                List.of()),
            1,
            JournalRecord.NOTHING,
            ContentHash.NONE);
    assertTrue(check(header(1, 5), SiteState.INITIAL.after(other)).isEmpty());
  }

  @Test
  void shouldExpireAtTheVeryInstant() {
    AssignmentHeader header = header(1, 1);
    AssignmentRejected rejected =
        assertThrows(
            AssignmentRejected.class,
            () -> Admission.check(header, SITE, true, SiteState.INITIAL, header.expiresAt()));
    assertEquals(RefusalReason.EXPIRED, rejected.reason());
  }

  @Test
  void shouldAnswerARepetitionEvenAfterExpiry() throws AssignmentRejected {
    AssignmentHeader header = header(1, 5);
    SiteState state = after(header, JournalStep.STAGED);
    assertTrue(
        Admission.check(header, SITE, true, state, NOW.plus(Duration.ofDays(1))).isPresent());
  }
}
