package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.contentmover.content.delta.ReadableFile;

/**
 * Finds out which entries of an archive come out bit by bit as they are when they are inflated and
 * deflated again (CM-3). Usable by several threads at once. Memory: half a mebibyte for each of
 * them.
 */
final class ArchiveProof implements AutoCloseable {
  /** The levels archives are made with, most frequent first. */
  private static final int[] LEVELS = {6, 9, 1, 5, 4, 3, 2, 8, 7};

  private static final int SAMPLES = 3;
  private static final long LARGEST_SAMPLE_BYTES = 1 << 20;
  private static final int NO_LEVEL = 0;

  private final ReadableFile archive;
  private final int level;
  private final Queue<EntryTrial> idle = new ConcurrentLinkedQueue<>();

  private ArchiveProof(ReadableFile archive, int level) {
    this.archive = archive;
    this.level = level;
  }

  /** Finds the level by some of the entries that are to be proven. */
  static ArchiveProof of(ReadableFile archive, List<ArchiveMember> deflated) throws IOException {
    List<ArchiveMember> samples =
        deflated.stream()
            .filter(entry -> entry.bytes() <= LARGEST_SAMPLE_BYTES)
            .sorted(Comparator.comparingLong(entry -> -entry.archiveBytes()))
            .limit(SAMPLES)
            .toList();
    if (samples.isEmpty() && !deflated.isEmpty()) {
      samples = deflated.subList(0, 1);
    }
    for (ArchiveMember sample : samples) {
      int level = levelOf(archive, sample);
      if (level != NO_LEVEL) {
        return new ArchiveProof(archive, level);
      }
    }
    return new ArchiveProof(archive, NO_LEVEL);
  }

  private static int levelOf(ReadableFile archive, ArchiveMember sample) throws IOException {
    try (CursorPool pool = new CursorPool()) {
      ReadableFile content = CopiedFile.ifSmall(new MemberFile(archive, sample, pool));
      for (int level : LEVELS) {
        try (EntryTrial trial = new EntryTrial(archive, level)) {
          if (trial.comesOutRight(sample, content)) {
            return level;
          }
        }
      }
    } catch (EntryDamaged e) {
      // It comes out right at no level.
    }
    return NO_LEVEL;
  }

  ReadableFile archive() {
    return archive;
  }

  /** Whether it may hold for any entry: some were tried. */
  boolean mayHold() {
    return level != NO_LEVEL;
  }

  /** Of deflating; 0 when none was found. */
  int level() {
    return level;
  }

  /**
   * Takes about the time of packing the entry. Only when it {@linkplain #mayHold may hold}.
   *
   * @param content of the entry
   * @throws EntryDamaged when the content cannot be read, as of an entry that is not whole
   */
  boolean holdsFor(ArchiveMember member, ReadableFile content) throws IOException {
    EntryTrial waiting = idle.poll();
    EntryTrial trial = waiting == null ? new EntryTrial(archive, level) : waiting;
    try {
      return trial.comesOutRight(member, content);
    } finally {
      idle.add(trial);
    }
  }

  /** When no thread uses it any more. */
  @Override
  public void close() {
    idle.forEach(EntryTrial::close);
  }
}
