package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.contentmover.content.delta.ReadableFile;
import org.contentmover.content.disk.ParallelFiles;

/**
 * Finds out which entries of an archive come out bit by bit as they are when they are inflated and
 * deflated again, also in archives inside of it (CM-3).
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

  private final ArchiveShape shape;

  private ArchiveProof(ArchiveShape shape) {
    this.shape = shape;
  }

  /**
   * Tries all entries.
   *
   * @return empty when it is no archive, or less than half of what is packed comes out right
   */
  public static Optional<ArchiveProof> of(ReadableFile archive) throws IOException {
    return Optional.ofNullable(shapeOf(archive, 1)).map(ArchiveProof::new);
  }

  /**
   * The view from which {@link ZipRebuilder} makes the archive.
   *
   * @param archive the one that was proven; closing the view closes it
   */
  public InflatedFile view(ReadableFile archive) {
    return new InflatedFile(archive, shape);
  }

  /** Null when there is nothing to gain. */
  private static ArchiveShape shapeOf(ReadableFile archive, int depth) throws IOException {
    List<ArchiveMember> members = ArchiveIndex.membersOf(archive);
    List<ArchiveMember> deflated = members.stream().filter(ArchiveMember::deflated).toList();
    int level = deflated.isEmpty() ? LEVELS[0] : levelOf(archive, deflated);
    if (level == 0) {
      return null;
    }
    AtomicReferenceArray<ArchiveShape.Part> found = new AtomicReferenceArray<>(members.size());
    ParallelFiles.forEach(
        IntStream.range(0, members.size()).boxed().toList(),
        depth == 1 ? THREADS : 1,
        i -> found.set(i, part(archive, members.get(i), level, depth)));
    List<ArchiveShape.Part> parts =
        IntStream.range(0, members.size()).mapToObj(found::get).filter(Objects::nonNull).toList();
    long right = 0;
    for (ArchiveShape.Part part : parts) {
      right += part.member().archiveBytes();
    }
    long storedArchives = 0;
    for (ArchiveShape.Part part : parts) {
      storedArchives += part.member().deflated() ? 0 : part.member().archiveBytes();
    }
    long packed = storedArchives;
    for (ArchiveMember member : deflated) {
      packed += member.archiveBytes();
    }
    return parts.isEmpty() || 2 * right < packed ? null : new ArchiveShape(level, parts);
  }

  /** Null when it has to stay as it is. */
  private static ArchiveShape.Part part(
      ReadableFile archive, ArchiveMember member, int level, int depth) throws IOException {
    if (member.deflated()) {
      try (EntryTrial trial = new EntryTrial(archive, member, level)) {
        if (!trial.comesOutRight()) {
          return null;
        }
      }
    }
    ArchiveShape inside = null;
    if (depth < ArchiveShape.MAX_DEPTH) {
      try (CursorPool pool = new CursorPool()) {
        MemberFile content = new MemberFile(archive, member, pool);
        inside = ArchiveShape.isArchive(content) ? shapeOf(content, depth + 1) : null;
      }
    }
    return inside == null && !member.deflated() ? null : new ArchiveShape.Part(member, inside);
  }

  /** 0 when there is none. */
  private static int levelOf(ReadableFile archive, List<ArchiveMember> deflated)
      throws IOException {
    List<ArchiveMember> samples =
        deflated.stream()
            .filter(entry -> entry.bytes() <= LARGEST_SAMPLE_BYTES)
            .sorted(Comparator.comparingLong(entry -> -entry.archiveBytes()))
            .limit(SAMPLES)
            .toList();
    for (ArchiveMember sample : samples.isEmpty() ? deflated.subList(0, 1) : samples) {
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
