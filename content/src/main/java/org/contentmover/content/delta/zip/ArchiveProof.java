package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.contentmover.content.delta.ReadableFile;
import org.contentmover.content.disk.ParallelFiles;

/**
 * Finds out which entries of an archive come out bit by bit as they are when they are inflated and
 * deflated again (CM-3).
 *
 * <p>Takes the time to do it: about that of packing the archive, on two threads. Immutable. Memory:
 * some buffers and the list of entries.
 */
public final class ArchiveProof {
  /** The levels archives are made with, most frequent first. */
  private static final int[] LEVELS = {6, 9, 1, 5, 4, 3, 2, 8, 7};

  private static final int SAMPLES = 3;
  private static final long LARGEST_SAMPLE_BYTES = 1 << 20;
  private static final int THREADS = 2;

  private final List<DeflatedEntry> proven;
  private final int level;

  private ArchiveProof(List<DeflatedEntry> proven, int level) {
    this.proven = proven;
    this.level = level;
  }

  /**
   * Tries all entries.
   *
   * @return empty when it is no archive, or less than half of its deflated bytes come out right
   */
  public static Optional<ArchiveProof> of(ReadableFile archive) throws IOException {
    List<DeflatedEntry> entries = ArchiveIndex.entriesOf(archive);
    int level = levelOf(archive, entries);
    if (level == 0) {
      return Optional.empty();
    }
    AtomicIntegerArray right = new AtomicIntegerArray(entries.size());
    List<Integer> numbers = IntStream.range(0, entries.size()).boxed().toList();
    ParallelFiles.forEach(
        numbers,
        THREADS,
        i -> {
          try (EntryTrial trial = new EntryTrial(archive, entries.get(i), level)) {
            right.set(i, trial.comesOutRight() ? 1 : 0);
          }
        });
    List<DeflatedEntry> proven = new ArrayList<>();
    numbers.stream().filter(i -> right.get(i) == 1).forEach(i -> proven.add(entries.get(i)));
    return 2 * bytes(proven) >= bytes(entries)
        ? Optional.of(new ArchiveProof(proven, level))
        : Optional.empty();
  }

  /**
   * The view from which {@link ZipRebuilder} makes the archive.
   *
   * @param archive the one that was proven; closing the view closes it
   */
  public InflatedFile view(ReadableFile archive) {
    return new InflatedFile(archive, proven, level);
  }

  private static long bytes(List<DeflatedEntry> entries) {
    return entries.stream().mapToLong(DeflatedEntry::deflatedBytes).sum();
  }

  /** 0 when there is none. */
  private static int levelOf(ReadableFile archive, List<DeflatedEntry> entries) throws IOException {
    List<DeflatedEntry> samples =
        entries.stream()
            .filter(entry -> entry.inflatedBytes() <= LARGEST_SAMPLE_BYTES)
            .sorted(Comparator.comparingLong(entry -> -entry.deflatedBytes()))
            .limit(SAMPLES)
            .toList();
    for (DeflatedEntry sample : samples.isEmpty() ? entries.stream().limit(1).toList() : samples) {
      for (int level : LEVELS) {
        try (EntryTrial trial = new EntryTrial(archive, sample, level)) {
          if (trial.comesOutRight()) {
            return level;
          }
        }
      }
    }
    return 0;
  }
}
