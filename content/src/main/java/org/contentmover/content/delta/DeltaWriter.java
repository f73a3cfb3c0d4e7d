package org.contentmover.content.delta;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.contentmover.content.store.CompressionPolicy;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;

/**
 * Makes the content stream of a plan (CM-3, CM-4): small files in groups that share a dictionary,
 * large ones piece by piece.
 *
 * <p>The sink is called in the calling thread; one or two threads of its own pack. What comes out
 * depends on the contents only. Memory: some pieces, whatever the sizes of files.
 */
public final class DeltaWriter {
  private final DeltaPlan plan;
  private final CompressionPolicy compression;
  private final Stretches stretches;
  private final StreamBytes stream = new StreamBytes();
  private final UsedAgain usedAgain = Novelty.otherUse();
  private final DeltaProfile profile;
  private final BaseFiles baseFiles;
  private final Predicate<ManifestEntry> apart;

  /** How long the part of the stream is that was asked for. */
  private long at;

  /**
   * A writer for one delta, with scratch files where this Java puts temporary ones.
   *
   * @param compression says which types are packed already: without a base they travel as they are,
   *     and those that are archives are compared with their entries inflated
   */
  public DeltaWriter(
      DeltaPlan plan,
      BaseFiles baseFiles,
      NewFiles newFiles,
      DeltaProfile profile,
      CompressionPolicy compression) {
    this(
        plan,
        baseFiles,
        newFiles,
        profile,
        compression,
        Path.of(System.getProperty("java.io.tmpdir")),
        file -> false);
  }

  /**
   * As above.
   *
   * @param scratchDirectory gets files without names, as long as a large archive's largest entries
   * @param apart files that share no piece with others
   */
  public DeltaWriter(
      DeltaPlan plan,
      BaseFiles baseFiles,
      NewFiles newFiles,
      DeltaProfile profile,
      CompressionPolicy compression,
      Path scratchDirectory,
      Predicate<ManifestEntry> apart) {
    this.plan = plan;
    this.compression = compression;
    this.stretches = new Stretches(baseFiles, newFiles, compression, scratchDirectory);
    this.profile = profile;
    this.baseFiles = baseFiles;
    this.apart = apart;
  }

  /**
   * Passes every piece and every file that is put to the sink.
   *
   * @throws IOException when files cannot be read or are not what the manifest says
   */
  public void write(DeltaSink sink) throws IOException {
    List<Stretch> small = new ArrayList<>();
    List<Stretch> packed = new ArrayList<>();
    List<Stretch> large = new ArrayList<>();
    for (PutFile put : plan.puts()) {
      if (put.file().sizeBytes() == 0) {
        sink.file(put.file(), Transform.NONE, 0);
        continue;
      }
      Stretch stretch = stretches.of(put);
      if (stretch.isLarge()) {
        large.add(stretch);
      } else if (isWorthPacking(stretch)) {
        small.add(stretch);
      } else {
        packed.add(stretch);
      }
    }
    small.sort(order(small.stream().allMatch(stretch -> stretch.dictionary().isEmpty())));
    putLastApart(small);
    putLastApart(packed);
    stream.append(small);
    stream.append(packed);
    stream.append(large);
    try (PieceMaker maker = new PieceMaker(baseFiles, profile, new Novelty(stream));
        OrderedWork work = new OrderedWork(profile.threads(), sink)) {
      addGroups(small, true, maker, work);
      addGroups(packed, false, maker, work);
      for (Stretch stretch : large) {
        if (stretch.likenesses().isEmpty()) {
          addLarge(stretch, maker, work);
        } else {
          addCompared(stretch, maker, work);
        }
        at += stretch.bytes();
      }
      work.finish();
    }
  }

  private boolean isWorthPacking(Stretch stretch) {
    return !stretch.dictionary().isEmpty() || compression.compresses(stretch.file().path());
  }

  /** What resembles each other lies side by side: neighbours of old, else files of one type. */
  private static Comparator<Stretch> order(boolean byType) {
    Comparator<Stretch> byPath = Comparator.comparing(Stretch::neighbour, TreePath.ORDER);
    return byType
        ? Comparator.comparing((Stretch it) -> CompressionPolicy.typeOf(it.file().path()))
            .thenComparing(byPath)
        : byPath;
  }

  private void putLastApart(List<Stretch> files) {
    Map<Boolean, List<Stretch>> parted =
        files.stream().collect(Collectors.partitioningBy(it -> apart.test(it.file())));
    files.clear();
    files.addAll(parted.get(false));
    files.addAll(parted.get(true));
  }

  private void addGroups(List<Stretch> files, boolean pack, PieceMaker maker, OrderedWork work)
      throws IOException {
    PieceGroup group = new PieceGroup();
    boolean areApart = false;
    for (Stretch stretch : files) {
      boolean isApart = apart.test(stretch.file());
      boolean mixes = isApart != areApart && !group.files().isEmpty();
      if (mixes || !group.take(stretch)) {
        add(group, pack, maker, work);
        group = new PieceGroup();
        group.take(stretch);
      }
      areApart = isApart;
    }
    if (!group.files().isEmpty()) {
      add(group, pack, maker, work);
    }
  }

  private void add(PieceGroup group, boolean pack, PieceMaker maker, OrderedWork work)
      throws IOException {
    Novelty.Place place = pack ? maker.at(at) : null;
    at += group.contentBytes();
    work.add(
        () -> {
          byte[] content = new byte[group.contentBytes()];
          List<MadePiece.Start> starts = new ArrayList<>();
          int filled = 0;
          for (Stretch stretch : group.files()) {
            try (ReadableFile opened = stretch.opening().open()) {
              opened.readFully(0, content, filled, (int) stretch.bytes());
            }
            filled += (int) stretch.bytes();
            starts.add(stretch.start());
          }
          return pack
              ? maker.patch(place, content, group.dictionary(), starts)
              : PieceMaker.stored(content, starts);
        });
  }

  private void addCompared(Stretch stretch, PieceMaker maker, OrderedWork work) throws IOException {
    try (OpenBaseFiles base = maker.openBase();
        ReadableFile content = stretch.opening().open()) {
      new ComparedFile(stretch, at, usedAgain, content, base, maker, work).write();
    }
  }

  private void addLarge(Stretch stretch, PieceMaker maker, OrderedWork work) throws IOException {
    boolean pack = compression.compresses(stretch.file().path());
    if (stretch.dictionary().isEmpty()) {
      addAlone(stretch, pack, maker, work);
    } else {
      try (ReadableFile base = maker.open(stretch.dictionary().get(0));
          ReadableFile content = stretch.opening().open()) {
        new LargeFile(stretch, at, content, base, pack, maker, work).write();
      }
    }
  }

  private void addAlone(Stretch stretch, boolean pack, PieceMaker maker, OrderedWork work)
      throws IOException {
    for (long from = 0; from < stretch.bytes(); from += Piece.MAX_CONTENT_BYTES) {
      long offset = from;
      Novelty.Place place = pack ? maker.at(at + offset) : null;
      work.add(
          () -> {
            int length = (int) Math.min(Piece.MAX_CONTENT_BYTES, stretch.bytes() - offset);
            byte[] content = new byte[length];
            try (ReadableFile opened = stretch.opening().open()) {
              opened.readFully(offset, content, 0, length);
            }
            List<MadePiece.Start> starts = offset > 0 ? List.of() : List.of(stretch.start());
            return pack
                ? maker.patch(place, content, List.of(), starts)
                : PieceMaker.stored(content, starts);
          });
    }
  }
}
