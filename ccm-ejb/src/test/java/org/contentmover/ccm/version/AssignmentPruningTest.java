package org.contentmover.ccm.version;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssignmentPruningTest {
  @TempDir Path directory;
  private final TestClock clock = new TestClock();
  private Ccm ccm;

  @AfterEach
  void stop() {
    if (ccm != null) {
      ccm.close();
    }
  }

  private void start(TestDatabase kind) {
    ccm = new Ccm(kind.create(), directory.resolve("data"), clock);
    ccm.run(
        () -> {
          ccm.get(HostedSites.class).create(SITE, "", ANN);
          ccm.get(ContentGroups.class)
              .create(new NewContentGroup(SITE, GROUP, Membership.ALL, null, null, null), ANN);
        });
  }

  /**
   * Writes an assignment to the given version; of a run, or for catch-up when {@code run} is null.
   */
  private UUID write(UUID run, long version) throws IOException {
    try (Intake intake = ccm.get(ContentStore.class).intake()) {
      intake.add(Manifest.EMPTY);
      intake.finish();
    }
    AssignmentOffice.Subject subject =
        new AssignmentOffice.Subject(
            AssignmentType.REPLICATE, SITE, GROUP, run, version, 0, version, List.of());
    WrittenAssignment written =
        ccm.get(AssignmentOffice.class)
            .content(
                subject,
                Activation.IMMEDIATE,
                Manifest.EMPTY,
                Manifest.EMPTY,
                List.of(),
                Optional.empty(),
                Optional.empty());
    return ccm.tx(() -> ccm.get(VersionLedger.class).register(written, run)).id();
  }

  private void prune() {
    ccm.run(() -> ccm.get(AssignmentPruning.class).prune());
  }

  private boolean hasFile(UUID assignment) {
    return Files.exists(ccm.get(DataDirectory.class).assignment(assignment));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldRemoveFilesNobodyNeedsAndKeepTheOthers(TestDatabase kind) throws IOException {
    start(kind);
    ccm.run(
        () ->
            ccm.get(GroupDirectory.class)
                .moveShadow(SITE, GROUP, 2, ContentHash.OF_NOTHING.hex(), clock.instant()));
    UUID ofEndedRun = write(UUID.randomUUID(), 1);
    UUID catchUpToOldVersion = write(null, 1);
    UUID catchUpToShadow = write(null, 2);
    UUID refused = write(null, 2);
    ccm.run(() -> ccm.get(VersionLedger.class).spoil(refused));
    prune();
    assertTrue(hasFile(ofEndedRun), "not yet: somebody may still fetch it");

    clock.advance(Duration.ofMinutes(11));
    prune();
    assertFalse(hasFile(ofEndedRun));
    assertFalse(hasFile(catchUpToOldVersion));
    assertFalse(hasFile(refused));
    assertTrue(hasFile(catchUpToShadow));
    assertThrows(NotFound.class, () -> ccm.tx(() -> ccm.get(Assignments.class).file(ofEndedRun)));
    assertEquals(
        4, ccm.tx(() -> ccm.get(Assignments.class).list(null, PageRequest.first(10))).total());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldRemoveWhatACrashLeftWithoutARecord(TestDatabase kind) throws IOException {
    start(kind);
    Path assignments = ccm.get(DataDirectory.class).assignments();
    Path old = Files.writeString(assignments.resolve(UUID.randomUUID() + ".assignment"), "x");
    Path fresh = Files.writeString(assignments.resolve(UUID.randomUUID() + ".assignment"), "x");
    Files.setLastModifiedTime(old, FileTime.from(clock.instant().minus(Duration.ofHours(1))));
    Files.setLastModifiedTime(fresh, FileTime.from(clock.instant()));
    prune();
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(fresh));
  }

  /** A large one takes hours, and one of its files is not touched before its end. */
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldKeepWhatIsBeingWritten(TestDatabase kind) throws IOException {
    start(kind);
    UUID assignment = UUID.randomUUID();
    Path commands =
        Files.writeString(
            ccm.get(DataDirectory.class)
                .assignment(assignment)
                .resolveSibling(assignment + ".assignment~commands"),
            "x");
    Files.setLastModifiedTime(commands, FileTime.from(clock.instant().minus(Duration.ofHours(1))));
    AssignmentOffice office = ccm.get(AssignmentOffice.class);
    assertTrue(
        office.whileWriting(
            assignment,
            () -> {
              prune();
              return Files.exists(commands);
            }));
    prune();
    assertFalse(Files.exists(commands), "a crash would have left it");
  }
}
