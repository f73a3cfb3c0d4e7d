package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.contentmover.content.delta.Likeness;
import org.contentmover.content.delta.ReadableFile;
import org.contentmover.content.delta.View;
import org.contentmover.content.disk.ParallelFiles;

/**
 * What a new archive has of old ones, entry by entry, also in archives inside of it, and what of it
 * has to be inflated for that (CM-3): entries whose packed bytes are in an old archive stay as they
 * are; of the others those that come out bit by bit as they are when they are inflated and deflated
 * again are inflated.
 *
 * <p>Takes the time to inflate and deflate what has changed, on two threads. Immutable. Memory:
 * some mebibytes and the lists of entries; larger archives in archives are copied to scratch files.
 */
public final class ArchiveComparison {
  private static final int THREADS = 2;

  private final ArchiveShape shape;
  private final List<Likeness> likenesses;

  private ArchiveComparison(ArchiveShape shape, List<Likeness> likenesses) {
    this.shape = shape;
    this.likenesses = likenesses;
  }

  /** A file of the base, by its index. */
  public record Old(int baseFile, ReadableFile file) {}

  /** An archive that was looked at. */
  private record Inside(ArchiveShape shape, List<Likeness> likenesses) {}

  /**
   * Compares.
   *
   * @param olds the most similar first; what is no archive is left out
   * @param scratchDirectory for files without names
   * @return empty when it is no archive, or the old ones are none; when it has nothing of them and
   *     nothing to inflate; when most of what should be inflated does not come out right
   */
  public static Optional<ArchiveComparison> of(
      ReadableFile archive, List<Old> olds, Path scratchDirectory) throws IOException {
    List<OldArchive> archives = new ArrayList<>();
    try {
      for (Old old : olds) {
        OldArchive.of(old.baseFile(), View.RAW, old.file()).ifPresent(archives::add);
      }
      boolean useless = archives.isEmpty() && !olds.isEmpty();
      Inside found = useless ? null : compare(archive, archives, 1, scratchDirectory);
      if (found == null) {
        return Optional.empty();
      }
      InflatedFile view = new InflatedFile(archive, found.shape());
      return Optional.of(
          new ArchiveComparison(
              found.shape(), List.copyOf(Repetitions.marked(view, found.likenesses()))));
    } finally {
      archives.forEach(OldArchive::close);
    }
  }

  /**
   * The view from which {@link ZipRebuilder} makes the archive.
   *
   * @param archive the one that was compared; closing the view closes it
   */
  public InflatedFile view(ReadableFile archive) {
    return new InflatedFile(archive, shape);
  }

  /** What of the view the base has, or the view itself before, in the order of the view. */
  public List<Likeness> likenesses() {
    return likenesses;
  }

  /** Null when there is nothing to gain. */
  private static Inside compare(
      ReadableFile archive, List<OldArchive> olds, int depth, Path scratch) throws IOException {
    List<ArchiveMember> members = ArchiveIndex.membersOf(archive, true);
    if (members.isEmpty()) {
      return null;
    }
    EntrySources sources = EntrySources.find(archive, members, olds);
    List<ArchiveMember> changed = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      if (!sources.isSame(i) && members.get(i).deflated()) {
        changed.add(members.get(i));
      }
    }
    ArchiveProof proof = ArchiveProof.of(archive, changed);
    AtomicReferenceArray<Inside> insides = new AtomicReferenceArray<>(members.size());
    AtomicReferenceArray<Boolean> right = new AtomicReferenceArray<>(members.size());
    ParallelFiles.forEach(
        IntStream.range(0, members.size()).filter(i -> !sources.isSame(i)).boxed().toList(),
        depth == 1 ? THREADS : 1,
        i -> {
          ArchiveMember member = members.get(i);
          boolean inflatable = !member.deflated() || proof.holdsFor(member);
          right.set(i, inflatable);
          if (inflatable && depth < ArchiveShape.MAX_DEPTH) {
            insides.set(i, inside(archive, member, sources.of(i), depth, scratch));
          }
        });
    List<ArchiveShape.Part> parts = new ArrayList<>();
    long packed = 0;
    long gained = 0;
    for (int i = 0; i < members.size(); i++) {
      ArchiveMember member = members.get(i);
      if (sources.isSame(i)) {
        continue;
      }
      boolean part = right.get(i) && (member.deflated() || insides.get(i) != null);
      if (part) {
        parts.add(
            new ArchiveShape.Part(member, insides.get(i) == null ? null : insides.get(i).shape()));
        gained += member.archiveBytes();
      }
      packed += part || member.deflated() ? member.archiveBytes() : 0;
    }
    if (2 * gained < packed || parts.isEmpty() && !sources.hasSame()) {
      return null;
    }
    ArchiveShape shape = new ArchiveShape(Math.max(1, proof.level()), parts);
    LikenessList likenesses = new LikenessList(archive, shape, sources, scratch);
    int part = 0;
    for (int i = 0; i < members.size(); i++) {
      if (part < parts.size() && parts.get(part).member().equals(members.get(i))) {
        likenesses.part(i, part++, insides.get(i) == null ? null : insides.get(i).likenesses());
      } else {
        likenesses.kept(i);
      }
    }
    return new Inside(shape, likenesses.finish());
  }

  /** Null when it is no archive, or there is nothing to gain. */
  private static Inside inside(
      ReadableFile archive,
      ArchiveMember member,
      List<EntrySources.Source> sources,
      int depth,
      Path scratch)
      throws IOException {
    try (CursorPool pool = new CursorPool()) {
      MemberFile content = new MemberFile(archive, member, pool);
      if (!ArchiveEntries.isArchive(content)) {
        return null;
      }
      List<ReadableFile> copies = new ArrayList<>();
      List<OldArchive> olds = new ArrayList<>();
      try {
        for (EntrySources.Source source : sources) {
          copies.add(CopiedFile.of(source.old().content(source.place()), scratch));
          source.old().inside(source.place(), copies.get(copies.size() - 1)).ifPresent(olds::add);
        }
        copies.add(CopiedFile.of(content, scratch));
        return compare(copies.get(copies.size() - 1), olds, depth + 1, scratch);
      } catch (EntryDamaged e) {
        return null;
      } finally {
        olds.forEach(OldArchive::close);
        for (ReadableFile copy : copies) {
          copy.close();
        }
      }
    }
  }
}
