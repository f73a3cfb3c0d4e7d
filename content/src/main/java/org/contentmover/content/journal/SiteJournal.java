package org.contentmover.content.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.interpret.JournalCompaction;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.interpret.SiteState;

/**
 * The journal of one hosted site (CI-5): what is appended is on the disk before {@link #append}
 * returns. A line that a crash cut short at the end is dropped; damage anywhere else is not.
 *
 * <p>One thread at a time, one process.
 */
public final class SiteJournal {
  /** Records beyond this are folded together; some 200 bytes each. */
  private static final int COMPACT_ABOVE_RECORDS = 512;

  private final FileSystemOps ops;
  private final Path file;
  private final List<JournalRecord> records;
  private SiteState state;
  private boolean tailUncertain;

  private SiteJournal(FileSystemOps ops, Path file, List<JournalRecord> records) {
    this.ops = ops;
    this.file = file;
    this.records = new ArrayList<>(records);
    this.state = fold(records);
  }

  /**
   * Opens a journal, or begins one.
   *
   * @throws JournalDamaged when it is damaged other than by a crash
   */
  public static SiteJournal open(FileSystemOps ops, Path file) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    boolean complete = false;
    try {
      complete = parse(Files.readString(file), file, records);
    } catch (NoSuchFileException e) {
      // The first time: an empty journal is written below.
    } catch (CharacterCodingException e) {
      throw new JournalDamaged("journal " + file + " is damaged: it is no text", e);
    }
    SiteJournal journal = new SiteJournal(ops, file, records);
    if (!complete || records.size() > COMPACT_ABOVE_RECORDS) {
      journal.rewrite();
    } else {
      AtomicFile.discard(ops, file);
    }
    return journal;
  }

  /**
   * What a journal says; changes nothing.
   *
   * @throws JournalDamaged when it is damaged other than by a crash
   */
  public static SiteState read(Path file) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    parse(Files.readString(file), file, records);
    return fold(records);
  }

  private static SiteState fold(List<JournalRecord> records) {
    SiteState state = SiteState.INITIAL;
    for (JournalRecord record : records) {
      state = state.after(record);
    }
    return state;
  }

  /** Reads the lines; false when the last one is cut short. */
  private static boolean parse(String text, Path file, List<JournalRecord> records)
      throws JournalDamaged {
    int start = 0;
    for (int number = 1; start < text.length(); number++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return false;
      }
      try {
        records.add(JournalLine.parse(text.substring(start, end)));
      } catch (IllegalArgumentException e) {
        if (end == text.length() - 1) {
          return false;
        }
        throw new JournalDamaged(
            "journal " + file + " is damaged in line " + number + ": " + e.getMessage(), e);
      }
      start = end + 1;
    }
    return true;
  }

  /** What the journal says so far. */
  public SiteState state() {
    return state;
  }

  /** Adds a record; it is durable when this returns. After a failure it counts as not written. */
  public void append(JournalRecord record) throws IOException {
    if (tailUncertain) {
      rewrite();
    }
    tailUncertain = true;
    try (OutputStream out = ops.append(file)) {
      out.write((JournalLine.format(record) + '\n').getBytes(StandardCharsets.UTF_8));
    }
    ops.sync(file);
    tailUncertain = false;
    records.add(record);
    state = state.after(record);
  }

  private void rewrite() throws IOException {
    List<JournalRecord> essential = JournalCompaction.essential(records);
    AtomicFile.replace(
        ops,
        file,
        out -> {
          for (JournalRecord record : essential) {
            out.write((JournalLine.format(record) + '\n').getBytes(StandardCharsets.UTF_8));
          }
        });
    tailUncertain = false;
    records.clear();
    records.addAll(essential);
  }
}
