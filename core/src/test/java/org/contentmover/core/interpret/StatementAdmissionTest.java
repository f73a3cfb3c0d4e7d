package org.contentmover.core.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.Test;

class StatementAdmissionTest {
  private static final HostedSite SITE = new HostedSite("www.example.com");
  private static final ContentGroup GROUP = new ContentGroup("all");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final ContentHash NEW = ContentHash.sha256(new byte[] {1});
  private static final ContentHash OLD = ContentHash.sha256(new byte[] {2});

  private static AssignmentHeader header(AssignmentType type, ContentHash target) {
    boolean hot = type == AssignmentType.HOT;
    return new AssignmentHeader(
        new AssignmentId(new UUID(0, 1)),
        1,
        type,
        SITE,
        GROUP,
        "",
        hot ? 1 : 0,
        hot ? 2 : 1,
        ContentHash.NONE,
        target,
        NOW,
        NOW.plusSeconds(60),
        hot ? Activation.IMMEDIATE : Activation.COMMIT_ON_ORDER,
        0,
        0,
        0,
        0,
        0,
        Optional.empty());
  }

  private static PublisherStatement statement(Instant issuedAt, Optional<Instant> expiresAt) {
    return new PublisherStatement(SITE, GROUP, issuedAt, expiresAt, NEW, List.of(OLD));
  }

  private static SiteState liveBy(Instant issuedAt) {
    JournalRecord.Cause cause =
        JournalRecord.Cause.of(
            header(AssignmentType.COMMIT, NEW), issuedAt.toEpochMilli(), List.of());
    return SiteState.INITIAL.after(
        new JournalRecord(JournalStep.COMMITTED, NOW, cause, 1, JournalRecord.NOTHING, NEW));
  }

  private static void check(AssignmentType type, ContentHash target) throws AssignmentRejected {
    StatementAdmission.check(
        header(type, target), statement(NOW, Optional.empty()), SiteState.INITIAL, NOW);
  }

  private static void requireRejected(
      RefusalReason reason, String says, PublisherStatement statement, SiteState state) {
    AssignmentRejected rejected =
        assertThrows(
            AssignmentRejected.class,
            () ->
                StatementAdmission.check(
                    header(AssignmentType.PUBLISH, NEW), statement, state, NOW));
    assertEquals(reason, rejected.reason());
    assertTrue(rejected.getMessage().contains(says), rejected.getMessage());
  }

  @Test
  void shouldAllowItsTreeAndTheWayBack() throws AssignmentRejected {
    check(AssignmentType.PUBLISH, NEW);
    check(AssignmentType.COMMIT, NEW);
    check(AssignmentType.ROLLBACK, OLD);
    check(AssignmentType.REPLICATE, OLD);
  }

  @Test
  void shouldAllowNothingElse() {
    ContentHash other = ContentHash.sha256(new byte[] {3});
    for (AssignmentType type : AssignmentType.values()) {
      if (StatementAdmission.isWantedFor(type)) {
        AssignmentRejected rejected =
            assertThrows(AssignmentRejected.class, () -> check(type, other));
        assertEquals(RefusalReason.STATEMENT_MISMATCH, rejected.reason());
        assertThrows(AssignmentRejected.class, () -> check(type, ContentHash.NONE));
      }
    }
    assertFalse(StatementAdmission.isWantedFor(AssignmentType.ABORT));
  }

  /** An order to take a site off names a tree, and does not look at it. */
  @Test
  void shouldAllowTheEmptyTreeOnlyWhereItIsNamed() throws AssignmentRejected {
    assertThrows(AssignmentRejected.class, () -> check(AssignmentType.REMOVE, NEW));
    PublisherStatement off =
        new PublisherStatement(
            SITE, GROUP, NOW, Optional.empty(), Manifest.EMPTY.hash(), List.of());
    StatementAdmission.check(
        header(AssignmentType.REMOVE, Manifest.EMPTY.hash()), off, SiteState.INITIAL, NOW);
  }

  @Test
  void shouldRefuseOtherSitesAndGroups() {
    requireRejected(
        RefusalReason.STATEMENT_MISMATCH,
        "is for site other",
        new PublisherStatement(
            new HostedSite("other"), GROUP, NOW, Optional.empty(), NEW, List.of()),
        SiteState.INITIAL);
    requireRejected(
        RefusalReason.STATEMENT_MISMATCH,
        "is for content group others",
        new PublisherStatement(
            SITE, new ContentGroup("others"), NOW, Optional.empty(), NEW, List.of()),
        SiteState.INITIAL);
  }

  @Test
  void shouldRefuseWhatIsOlderThanWhatHasBeenLive() throws AssignmentRejected {
    PublisherStatement statement = statement(NOW, Optional.empty());
    StatementAdmission.check(header(AssignmentType.PUBLISH, NEW), statement, liveBy(NOW), NOW);
    requireRejected(
        RefusalReason.STATEMENT_UNTIMELY, "replay", statement, liveBy(NOW.plusMillis(1)));
  }

  @Test
  void shouldRefuseWhatExpiredAndWhatIsFarAhead() throws AssignmentRejected {
    requireRejected(
        RefusalReason.STATEMENT_UNTIMELY,
        "expired at",
        statement(NOW.minusSeconds(60), Optional.of(NOW)),
        SiteState.INITIAL);
    PublisherStatement ahead = statement(NOW.plus(StatementAdmission.MOST_AHEAD), Optional.empty());
    StatementAdmission.check(header(AssignmentType.PUBLISH, NEW), ahead, SiteState.INITIAL, NOW);
    requireRejected(
        RefusalReason.STATEMENT_UNTIMELY,
        "clocks is wrong",
        statement(ahead.issuedAt().plusMillis(1), Optional.empty()),
        SiteState.INITIAL);
  }

  @Test
  void shouldNotBeMadeOfNonsense() {
    List<ContentHash> nine =
        LongStream.range(0, PublisherStatement.MAX_BACK + 1)
            .mapToObj(it -> new ContentHash(it, 1, 1, 1))
            .toList();
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new PublisherStatement(
                SITE, GROUP, NOW, Optional.of(NOW.minus(Duration.ofMillis(1))), NEW, List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PublisherStatement(SITE, GROUP, NOW, Optional.empty(), NEW, nine));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new PublisherStatement(
                SITE, GROUP, NOW, Optional.empty(), ContentHash.NONE, List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PublisherStatement(SITE, GROUP, Instant.EPOCH, Optional.empty(), NEW, List.of()));
  }
}
