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
   * What was found of an entry that has changed.
   *
   * @param inflatable whether it comes out right when it is deflated again, if it is deflated
   * @param inside what it is as an archive; null when it is none, or there is nothing to gain
   */
  private record Found(boolean inflatable, Inside inside) {
    boolean isPart(ArchiveMember member) {
      return inflatable && (member.deflated() || inside != null);
    }

    ArchiveShape.Part part(ArchiveMember member) {
      return new ArchiveShape.Part(member, inside == null ? null : inside.shape());
    }

    List<Likeness> likenesses() {
      return inside == null ? null : inside.likenesses();
    }
  }

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
    List<Integer> changed =
        IntStream.range(0, members.size()).filter(i -> !sources.isSame(i)).boxed().toList();
    AtomicReferenceArray<Found> found = new AtomicReferenceArray<>(members.size());
    int level;
    try (ArchiveProof proof =
        ArchiveProof.of(
            archive, changed.stream().map(members::get).filter(ArchiveMember::deflated).toList())) {
      level = proof.level();
      ParallelFiles.forEach(
          changed,
          depth == 1 ? THREADS : 1,
          i -> found.set(i, lookAt(proof, members.get(i), sources.of(i), depth, scratch)));
    }
    List<ArchiveShape.Part> parts = new ArrayList<>();
    long packed = 0;
    long gained = 0;
    for (int i : changed) {
      ArchiveMember member = members.get(i);
      boolean part = found.get(i).isPart(member);
      if (part) {
        parts.add(found.get(i).part(member));
        gained += member.archiveBytes();
      }
      packed += part || member.deflated() ? member.archiveBytes() : 0;
    }
    if (2 * gained < packed || parts.isEmpty() && !sources.hasSame()) {
      return null;
    }
    ArchiveShape shape = new ArchiveShape(Math.max(1, level), parts);
    LikenessList likenesses = new LikenessList(archive, shape, sources, scratch);
    int part = 0;
    for (int i = 0; i < members.size(); i++) {
      if (part < parts.size() && parts.get(part).member().equals(members.get(i))) {
        likenesses.part(i, part++, found.get(i).likenesses());
      } else {
        likenesses.kept(i);
      }
    }
    return new Inside(shape, likenesses.finish());
  }

  /** Reads an entry once, for all that is to be known of it; larger archives from a copy. */
  private static Found lookAt(
      ArchiveProof proof,
      ArchiveMember member,
      List<EntrySources.Source> sources,
      int depth,
      Path scratch)
      throws IOException {
    if (member.deflated() && !proof.mayHold()) {
      return new Found(false, null);
    }
    try (CursorPool pool = new CursorPool()) {
      ReadableFile entry = new MemberFile(proof.archive(), member, pool);
      ReadableFile read = member.deflated() ? CopiedFile.ifSmall(entry) : entry;
      boolean archive = depth < ArchiveShape.MAX_DEPTH && ArchiveEntries.isArchive(read);
      try (ReadableFile content = archive ? CopiedFile.of(read, scratch) : read) {
        boolean inflatable = !member.deflated() || proof.holdsFor(member, content);
        Inside inside = inflatable && archive ? inside(content, sources, depth, scratch) : null;
        return new Found(inflatable, inside);
      }
    } catch (EntryDamaged e) {
      return new Found(false, null);
    }
  }

  /** Null when it is no archive, or there is nothing to gain. */
  private static Inside inside(
      ReadableFile archive, List<EntrySources.Source> sources, int depth, Path scratch)
      throws IOException {
    List<ReadableFile> copies = new ArrayList<>();
    List<OldArchive> olds = new ArrayList<>();
    try {
      for (EntrySources.Source source : sources) {
        ReadableFile copy = CopiedFile.of(source.old().content(source.place()), scratch);
        copies.add(copy);
        source.old().inside(source.place(), copy).ifPresent(olds::add);
      }
      return compare(archive, olds, depth + 1, scratch);
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
