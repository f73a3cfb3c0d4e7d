package org.contentmover.content.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Files that are to share a frame, as files are found: small ones that are packed already as they
 * come, the others at the end in {@link PackOrder}, because what resembles each other should lie
 * side by side. One thread at a time.
 */
final class FrameGroups implements Iterator<List<Intake.Wanted>> {
  private final Iterator<? extends Intake.Wanted> found;
  private final CompressionPolicy compression;
  private final List<Intake.Wanted> later = new ArrayList<>();
  private Iterator<Intake.Wanted> sorted;
  private Intake.Wanted first;

  FrameGroups(Iterator<? extends Intake.Wanted> found, CompressionPolicy compression) {
    this.found = found;
    this.compression = compression;
  }

  @Override
  public boolean hasNext() {
    if (first == null) {
      first = nextFile();
    }
    return first != null;
  }

  @Override
  public List<Intake.Wanted> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<Intake.Wanted> group = new ArrayList<>();
    int rank = rank(first);
    long groupBytes = 0;
    do {
      group.add(first);
      groupBytes += first.sizeBytes();
      first = nextFile();
    } while (first != null
        && rank != PackOrder.LARGE
        && rank(first) == rank
        && groupBytes + first.sizeBytes() <= PackOrder.MAX_GROUP_BYTES);
    return group;
  }

  /** Null when there is none. */
  private Intake.Wanted nextFile() {
    while (sorted == null && found.hasNext()) {
      Intake.Wanted file = found.next();
      if (rank(file) == PackOrder.SMALL_AND_PACKED) {
        return file;
      }
      later.add(file);
    }
    if (sorted == null) {
      sorted =
          PackOrder.sorted(later, Intake.Wanted::path, Intake.Wanted::sizeBytes, compression)
              .iterator();
    }
    return sorted.hasNext() ? sorted.next() : null;
  }

  private int rank(Intake.Wanted file) {
    return PackOrder.rank(file.path(), file.sizeBytes(), compression);
  }
}
