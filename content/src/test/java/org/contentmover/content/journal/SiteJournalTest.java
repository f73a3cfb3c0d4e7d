package org.contentmover.content.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.interpret.JournalStep;
import org.contentmover.core.interpret.SiteState;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteJournalTest {
  private static final List<HookCall> HOOKS =
      List.of(
          new HookCall("reload", HookCall.Moment.AFTER_SWITCH, false, new TreeMap<>()),
          new HookCall(
              "check-all",
              HookCall.Moment.AFTER_SWITCH,
              true,
              new TreeMap<>(Map.of("a", "b=c,d", "e", "@+:"))));

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("journal");
  }

  private SiteJournal open() throws IOException {
    return SiteJournal.open(FileSystemOps.REAL, file);
  }

  private static JournalRecord record(JournalStep step, long sequence, long version) {
    return new JournalRecord(
        step,
        Instant.parse("2026-01-02T03:04:05.678Z"),
        new JournalRecord.Cause(
            new AssignmentId(new UUID(1, sequence)),
            new ContentGroup("all"),
            sequence,
            true,
            sequence + 1_000,
            HOOKS),
        version,
        JournalRecord.NOTHING,
        ContentHash.sha256(new byte[] {(byte) version}));
  }

  @Test
  void shouldRememberEveryRecord() throws Exception {
    SiteJournal journal = open();
    journal.append(record(JournalStep.STAGING, 1, 1));
    journal.append(record(JournalStep.STAGED, 1, 1));
    journal.append(
        new JournalRecord(
            JournalStep.ADOPTING, Instant.EPOCH, null, 0, JournalRecord.NOTHING, ContentHash.NONE));
    assertEquals(journal.state(), open().state());
    assertEquals(3, Files.readAllLines(file).size());
  }

  @Test
  void shouldWriteLinesThatPeopleCanRead() throws Exception {
    open().append(record(JournalStep.STAGED, 3, 2));
    String line = Files.readAllLines(file).get(0);
    assertTrue(
        line.matches(
            "[0-9a-f]{8} STAGED at=2026-01-02T03:04:05.678Z"
                + " assignment=00000000-0000-0001-0000-000000000003 group=all sequence=3"
                + " immediate=true statement=1003 hooks=reload;!check-all\\?a=b=c,d&e=@\\+:"
                + " version=2 from=-1 manifest=[0-9a-f]{64}"),
        line);
  }

  @Test
  void shouldDropALastLineThatIsCutShortAnywhere() throws Exception {
    SiteJournal journal = open();
    journal.append(record(JournalStep.STAGED, 1, 1));
    SiteState before = journal.state();
    long goodBytes = Files.size(file);
    journal.append(record(JournalStep.COMMITTING, 2, 1));
    byte[] whole = Files.readAllBytes(file);
    for (int length = (int) goodBytes; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertEquals(before, open().state(), "cut to " + length + " bytes");
      assertEquals(goodBytes, Files.size(file));
    }
  }

  @Test
  void shouldGoOnAfterADroppedLine() throws Exception {
    open().append(record(JournalStep.STAGED, 1, 1));
    Files.writeString(file, Files.readString(file) + "12345678 COMMIT");
    SiteJournal journal = open();
    journal.append(record(JournalStep.COMMITTED, 2, 1));
    assertEquals(journal.state(), open().state());
  }

  @Test
  void shouldNotHideDamageInTheMiddle() throws Exception {
    SiteJournal journal = open();
    journal.append(record(JournalStep.STAGED, 1, 1));
    journal.append(record(JournalStep.COMMITTED, 2, 1));
    Files.writeString(file, Files.readString(file).replaceFirst("sequence=1", "sequence=7"));
    JournalDamaged damaged = assertThrows(JournalDamaged.class, this::open);
    assertTrue(damaged.getMessage().contains("line 1"), damaged.getMessage());
    assertTrue(damaged.getMessage().contains(file.toString()), damaged.getMessage());
  }

  @Test
  void shouldRepairItsTailAfterAWriteThatFailed() throws Exception {
    open();
    // 1 open for append, 2 write: cut in the middle.
    FaultyFileSystem faulty = FaultyFileSystem.failingAt(2, () -> new IOException("No space left"));
    SiteJournal journal = SiteJournal.open(faulty, file);
    assertThrows(IOException.class, () -> journal.append(record(JournalStep.STAGED, 1, 1)));
    assertEquals(SiteState.INITIAL, journal.state());
    journal.append(record(JournalStep.STAGED, 1, 1));
    assertEquals(journal.state(), open().state());
    assertEquals(1, Files.readAllLines(file).size());
  }

  @Test
  void shouldStaySmall() throws Exception {
    SiteJournal journal = SiteJournal.open(FaultyFileSystem.sound(), file);
    for (int i = 1; i <= 600; i++) {
      journal.append(record(JournalStep.STAGED, i, i));
    }
    SiteState state = journal.state();
    assertEquals(state, open().state());
    assertTrue(Files.readAllLines(file).size() < 50);
  }
}
