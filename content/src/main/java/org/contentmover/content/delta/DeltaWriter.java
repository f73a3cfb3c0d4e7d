package org.contentmover.content.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.contentmover.content.store.CompressionPolicy;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;

/**
 * Makes the content stream of a plan (CM-3, CM-4): small files in groups that share a dictionary,
 * large ones piece by piece.
 *
 * <p>The sink is called in the calling thread; two threads of its own pack. What comes out depends
 * on the contents only. Memory: some pieces, whatever the sizes of files.
 */
public final class DeltaWriter {
  private static final int THREADS = 2;

  private final DeltaPlan plan;
  private final BaseFiles baseFiles;
  private final NewFiles newFiles;
  private final PieceMaker maker;
  private final CompressionPolicy compression;

  /**
   * A writer for one delta.
   *
   * @param compression says which types are packed already; without a base they travel as they are
   */
  public DeltaWriter(
      DeltaPlan plan,
      BaseFiles baseFiles,
      NewFiles newFiles,
      DeltaProfile profile,
      CompressionPolicy compression) {
    this.plan = plan;
    this.baseFiles = baseFiles;
    this.newFiles = newFiles;
    this.compression = compression;
    this.maker = new PieceMaker(baseFiles, profile.level());
  }

  /**
   * Passes every piece and every file that is put to the sink.
   *
   * @throws IOException when files cannot be read or are not what the manifest says
   */
  public void write(DeltaSink sink) throws IOException {
    List<PutFile> small = new ArrayList<>();
    List<PutFile> packed = new ArrayList<>();
    List<PutFile> large = new ArrayList<>();
    for (PutFile put : plan.puts()) {
      if (put.file().sizeBytes() == 0) {
        sink.file(put.file(), Transform.NONE, 0);
      } else if (put.isLarge()) {
        large.add(put);
      } else if (put.bases().isEmpty() && !compression.compresses(put.file().path())) {
        packed.add(put);
      } else {
        small.add(put);
      }
    }
    small.sort(order(small.stream().allMatch(put -> put.bases().isEmpty())));
    try (OrderedWork work = new OrderedWork(THREADS, sink)) {
      addGroups(small, true, work);
      addGroups(packed, false, work);
      for (PutFile put : large) {
        addLarge(put, work);
      }
      work.finish();
    }
  }

  /** What resembles each other lies side by side: neighbours of old, else files of one type. */
  private static Comparator<PutFile> order(boolean byType) {
    Comparator<PutFile> byPath =
        Comparator.comparing(
            put -> put.bases().isEmpty() ? put.file().path() : put.bases().get(0).entry().path(),
            TreePath.ORDER);
    return byType
        ? Comparator.comparing((PutFile put) -> CompressionPolicy.typeOf(put.file().path()))
            .thenComparing(byPath)
        : byPath;
  }

  private void addGroups(List<PutFile> files, boolean pack, OrderedWork work) throws IOException {
    PieceGroup group = new PieceGroup();
    for (PutFile put : files) {
      if (!group.take(put)) {
        add(group, pack, work);
        group = new PieceGroup();
        group.take(put);
      }
    }
    if (!group.files().isEmpty()) {
      add(group, pack, work);
    }
  }

  private void add(PieceGroup group, boolean pack, OrderedWork work) throws IOException {
    work.add(
        () -> {
          byte[] content = new byte[group.contentBytes()];
          List<MadePiece.Start> starts = new ArrayList<>();
          int filled = 0;
          for (PutFile put : group.files()) {
            ManifestEntry file = put.file();
            try (ReadableFile opened = open(file)) {
              opened.readFully(0, content, filled, (int) file.sizeBytes());
            }
            filled += (int) file.sizeBytes();
            starts.add(new MadePiece.Start(file, Transform.NONE, file.sizeBytes()));
          }
          return pack
              ? maker.patch(content, group.dictionary(), starts)
              : PieceMaker.stored(content, starts);
        });
  }

  private void addLarge(PutFile put, OrderedWork work) throws IOException {
    ManifestEntry file = put.file();
    boolean pack = compression.compresses(file.path());
    if (!put.bases().isEmpty()) {
      int base = put.bases().get(0).index();
      try (ReadableFile old = baseFiles.open(base);
          ReadableFile content = open(file)) {
        new LargeFile(
                new MadePiece.Start(file, Transform.NONE, file.sizeBytes()),
                content,
                new LargeFile.Base(base, View.RAW, old),
                pack,
                maker,
                work)
            .write();
      }
      return;
    }
    for (long at = 0; at < file.sizeBytes(); at += Piece.MAX_CONTENT_BYTES) {
      long offset = at;
      work.add(
          () -> {
            int length = (int) Math.min(Piece.MAX_CONTENT_BYTES, file.sizeBytes() - offset);
            byte[] content = new byte[length];
            try (ReadableFile opened = open(file)) {
              opened.readFully(offset, content, 0, length);
            }
            List<MadePiece.Start> starts =
                offset > 0
                    ? List.of()
                    : List.of(new MadePiece.Start(file, Transform.NONE, file.sizeBytes()));
            return pack
                ? maker.patch(content, List.of(), starts)
                : PieceMaker.stored(content, starts);
          });
    }
  }

  private ReadableFile open(ManifestEntry file) throws IOException {
    ReadableFile opened = newFiles.open(file);
    if (opened.size() != file.sizeBytes()) {
      opened.close();
      throw new IOException(
          "\""
              + file.path()
              + "\" has "
              + opened.size()
              + " bytes and not the "
              + file.sizeBytes()
              + " the manifest says");
    }
    return opened;
  }
}
