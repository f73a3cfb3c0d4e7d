package org.contentmover.agent.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.agent.testing.MutableClock;
import org.contentmover.agent.testing.Notifications;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.OfferReply;
import org.contentmover.gl.api.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssignmentsTest {
  private static final String SHA256 = "ab".repeat(32);

  @TempDir Path directory;
  private final MutableClock clock = new MutableClock();
  private final UUID id = UUID.randomUUID();
  private Assignments assignments;

  @BeforeEach
  void open() throws IOException {
    assignments = Assignments.open(directory.resolve("root"), directory.resolve("state"), clock);
  }

  @Test
  void shouldKnowAfterARestartWhatItKnewBefore() throws Exception {
    complete();
    Notification told = Notifications.of(id, "SERVER", 0, 10, SHA256, "http://ccm/x");
    assignments.change(id, record -> record.withNotification(told));
    AssignmentRecord before =
        assignments.change(
            id,
            record ->
                record.withResult(
                    new MemberReport(id, Outcome.STAGED, "fine", 7, 3, clock.millis())));

    open();

    assertEquals(before, assignments.record(id).orElseThrow());
  }

  @Test
  void shouldNotTrustAFileOfTheWrongSize() throws Exception {
    complete();
    Files.writeString(assignments.file(id), "short");

    open();

    assertFalse(assignments.record(id).orElseThrow().complete());
    assertTrue(assignments.find(id).isEmpty());
  }

  @Test
  void shouldSetDamagedRecordsAsideAndRemoveFilesOfNobody() throws Exception {
    Path records = directory.resolve("state/assignments");
    Files.writeString(records.resolve(UUID.randomUUID() + ".json"), "{\"id\":");
    Path orphan = assignments.file(UUID.randomUUID());
    Files.writeString(orphan, "x");

    open();

    assertEquals(0, assignments.all().size());
    assertFalse(Files.exists(orphan));
  }

  @Test
  void shouldSetARecordAsideThatIsNoText() throws Exception {
    complete();
    Path record = directory.resolve("state/assignments").resolve(id + ".json");
    Files.write(record, new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'});

    open();

    assertTrue(assignments.record(id).isEmpty());
    assertTrue(Files.exists(Path.of(record + ".damaged")));
  }

  @Test
  void shouldKeepAFileWithGapsOverARestartAndDropItWhenNobodyClaimsIt() throws Exception {
    add();
    Path frames = Path.of(assignments.file(id) + OfferReply.FRAMES_SUFFIX);
    Files.writeString(assignments.file(id), "gaps");
    Files.writeString(frames, "checksums");

    open();
    assignments.removeOld(record -> false);
    assertTrue(Files.exists(assignments.file(id)) && Files.exists(frames));

    clock.advance(Assignments.COPY_KEPT.plusSeconds(1));
    assignments.removeOld(record -> true);
    assertTrue(Files.exists(assignments.file(id)) && Files.exists(frames));
    assignments.removeOld(record -> false);
    assertFalse(Files.exists(assignments.file(id)) || Files.exists(frames));
    assertTrue(assignments.record(id).isPresent());
  }

  @Test
  void shouldServeCompleteCopiesOnly() throws Exception {
    add();
    assertTrue(assignments.find(id).isEmpty());

    complete();
    assertEquals(10, assignments.find(id).orElseThrow().verifiedUpTo());
  }

  @Test
  void shouldKeepACopyAsLongAsItIsUsedAndTheResultLonger() throws Exception {
    complete();
    clock.advance(Assignments.COPY_KEPT.minusSeconds(1));
    assignments.find(id);
    clock.advance(Assignments.COPY_KEPT.minusSeconds(1));
    assignments.removeOld(record -> false);
    assertTrue(Files.exists(assignments.file(id)));

    clock.advance(Duration.ofSeconds(2));
    assignments.removeOld(record -> true);
    assertTrue(Files.exists(assignments.file(id)));
    assignments.removeOld(record -> false);
    assertFalse(Files.exists(assignments.file(id)));
    assertFalse(assignments.record(id).orElseThrow().complete());

    clock.advance(Assignments.RECORD_KEPT);
    assignments.removeOld(record -> false);
    assertTrue(assignments.record(id).isEmpty());
    open();
    assertTrue(assignments.record(id).isEmpty());
  }

  /** A full disk takes no record, and needs the room of the copies all the more. */
  @Test
  void shouldRemoveCopiesAlsoWhereNoRecordCanBeWritten() throws Exception {
    UUID other = UUID.randomUUID();
    complete(id);
    complete(other);
    clock.advance(Assignments.COPY_KEPT.plusSeconds(1));
    Path records = directory.resolve("state/assignments");
    Path away = Files.move(records, directory.resolve("away"));
    Files.writeString(records, "takes no files");

    assignments.removeOld(record -> false);

    assertFalse(Files.exists(assignments.file(id)) || Files.exists(assignments.file(other)));
    assertTrue(assignments.find(id).isEmpty());

    Files.delete(records);
    Files.move(away, records);
    assignments.removeOld(record -> false);
    Files.writeString(assignments.file(id), "with gaps!");
    open();
    assertFalse(assignments.record(id).orElseThrow().complete(), "was written when it could be");
  }

  @Test
  void shouldTryAFailureAgainOnlyForAnotherDistribution() throws Exception {
    complete();
    Notification one = Notifications.of(id, "SERVER", 0, 10, SHA256, "http://ccm/x");
    AssignmentRecord failed =
        AssignmentRecord.heardOf(id, "n", 10, SHA256, clock.instant())
            .withNotification(one)
            .withResult(new MemberReport(id, Outcome.FAILED, "no space", 0, 3, 1));

    Notification other = Notifications.of(id, "SERVER", 0, 10, SHA256, "http://ccm/x");

    assertTrue(failed.withNotification(one).result().isPresent());
    assertTrue(failed.withNotification(other).result().isEmpty());
  }

  private void add() {
    add(id);
  }

  private void add(UUID one) {
    assignments.add(AssignmentRecord.heardOf(one, "publish", 10, SHA256, clock.instant()));
  }

  private void complete() throws IOException {
    complete(id);
  }

  private void complete(UUID one) throws IOException {
    add(one);
    Files.writeString(assignments.file(one), "0123456789");
    assignments.change(one, record -> record.withComplete(true));
  }
}
