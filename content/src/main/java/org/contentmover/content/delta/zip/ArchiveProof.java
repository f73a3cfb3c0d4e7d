package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.contentmover.content.delta.ReadableFile;

/**
 * Finds out which entries of an archive come out bit by bit as they are when they are inflated and
 * deflated again (CM-3). Usable by several threads at once.
 *
 * @param level of deflating; 0 when none was found
 */
record ArchiveProof(ReadableFile archive, int level) {
  /** The levels archives are made with, most frequent first. */
  private static final int[] LEVELS = {6, 9, 1, 5, 4, 3, 2, 8, 7};

  private static final int SAMPLES = 3;
  private static final long LARGEST_SAMPLE_BYTES = 1 << 20;

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
      for (int level : LEVELS) {
        ArchiveProof tried = new ArchiveProof(archive, level);
        if (tried.holdsFor(sample)) {
          return tried;
        }
      }
    }
    return new ArchiveProof(archive, 0);
  }

  /** Takes the time to do it: about that of packing the entry. */
  boolean holdsFor(ArchiveMember member) throws IOException {
    if (level == 0) {
      return false;
    }
    try (EntryTrial trial = new EntryTrial(archive, member, level)) {
      return trial.comesOutRight();
    }
  }
}
