package org.contentmover.core.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
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
  private static final ContentGroup OTHER = new ContentGroup("other");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static AssignmentHeader header(long id, long sequence, Activation activation) {
    return header(id, sequence, AssignmentType.PUBLISH, GROUP, activation);
  }

  private static AssignmentHeader of(ContentGroup group, AssignmentType type, long id) {
    return header(id, id, type, group, Activation.COMMIT_ON_ORDER);
  }

  private static AssignmentHeader header(
      long id, long sequence, AssignmentType type, ContentGroup group, Activation activation) {
    return new AssignmentHeader(
        new AssignmentId(new UUID(0, id)),
        sequence,
        type,
        SITE,
        group,
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
    return after(SiteState.INITIAL, header, step);
  }

  private static SiteState after(SiteState before, AssignmentHeader header, JournalStep step) {
    return before.after(
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
    return Admission.check(header, SITE, state, NOW);
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
                new AssignmentId(new UUID(0, 9)), OTHER, 100, false, 0, List.of()),
            1,
            JournalRecord.NOTHING,
            ContentHash.NONE);
    SiteState live = after(SiteState.INITIAL.after(other), header(1, 5), JournalStep.COMMITTED);
    assertTrue(check(header(2, 6), live).isEmpty());
  }

  @Test
  void shouldTakeOfAnotherGroupTheWholeContentAlone() throws AssignmentRejected {
    SiteState state = after(header(1, 1), JournalStep.COMMITTED);
    for (AssignmentType type : EnumSet.complementOf(EnumSet.of(AssignmentType.HOT))) {
      if (type == AssignmentType.REPLICATE) {
        assertTrue(check(of(OTHER, type, 2), state).isEmpty());
      } else {
        requireRejected(RefusalReason.WRONG_GROUP, of(OTHER, type, 2), state);
      }
    }
  }

  @Test
  void shouldTakeOrdersAboutWhatAnotherGroupHasStaged() throws AssignmentRejected {
    SiteState live = after(header(1, 1), JournalStep.COMMITTED);
    AssignmentHeader whole = of(OTHER, AssignmentType.REPLICATE, 2);
    SiteState staged = after(live, whole, JournalStep.STAGED);
    AssignmentHeader abort = of(OTHER, AssignmentType.ABORT, 3);
    assertTrue(check(of(OTHER, AssignmentType.COMMIT, 3), staged).isEmpty());
    assertTrue(check(abort, staged).isEmpty());
    assertTrue(check(header(3, 3), staged).isEmpty(), "it shows what it did");
    requireRejected(RefusalReason.WRONG_GROUP, of(OTHER, AssignmentType.PUBLISH, 3), staged);

    SiteState aborted = after(staged, abort, JournalStep.ABORTED);
    assertTrue(check(abort, aborted).isPresent(), "it is said again");
    requireRejected(RefusalReason.WRONG_GROUP, of(OTHER, AssignmentType.COMMIT, 4), aborted);
  }

  @Test
  void shouldBelongToTheGroupWhoseContentWentLive() throws AssignmentRejected {
    SiteState state =
        after(
            after(header(1, 1), JournalStep.COMMITTED),
            of(OTHER, AssignmentType.COMMIT, 2),
            JournalStep.COMMITTED);
    assertTrue(check(of(OTHER, AssignmentType.PUBLISH, 3), state).isEmpty());
    requireRejected(RefusalReason.WRONG_GROUP, header(3, 3), state);
  }

  @Test
  void shouldExpireAtTheVeryInstant() {
    AssignmentHeader header = header(1, 1);
    AssignmentRejected rejected =
        assertThrows(
            AssignmentRejected.class,
            () -> Admission.check(header, SITE, SiteState.INITIAL, header.expiresAt()));
    assertEquals(RefusalReason.EXPIRED, rejected.reason());
  }

  @Test
  void shouldAnswerARepetitionEvenAfterExpiry() throws AssignmentRejected {
    AssignmentHeader header = header(1, 5);
    SiteState state = after(header, JournalStep.STAGED);
    assertTrue(Admission.check(header, SITE, state, NOW.plus(Duration.ofDays(1))).isPresent());
  }
}
