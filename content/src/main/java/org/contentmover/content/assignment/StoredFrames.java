package org.contentmover.content.assignment;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.delta.Transform;
import org.contentmover.content.disk.SectionInputStream;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.PackOrder;
import org.contentmover.content.store.PackedContent;
import org.contentmover.content.store.Packing;
import org.contentmover.content.store.SmallContents;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Makes a content stream of what the store has, for whoever has nothing: frames of the store that
 * hold nothing else are taken over as they are, stored ones in pieces of up to 8 MiB; other small
 * files are put together in frames of up to a mebibyte, those that are to be apart in frames of
 * their own. Memory: one frame, and some hundred bytes for each file. One thread.
 */
final class StoredFrames {
  private static final int BUFFER_BYTES = 1 << 16;

  private final ContentStore store;
  private final SmallContents contents;
  private final ContentSection section;
  private final Predicate<ManifestEntry> apart;
  private final Map<Path, Boolean> fresh = new HashMap<>();
  private final byte[] group = new byte[PackOrder.MAX_GROUP_BYTES];
  private final List<ManifestEntry> grouped = new ArrayList<>();
  private Packing groupPacking;
  private boolean groupIsApart;
  private int groupBytes;

  /** A file and where its content lies. */
  private record Placed(ManifestEntry file, PackedContent content) {}

  StoredFrames(ContentStore store, ContentSection section, Predicate<ManifestEntry> apart) {
    this.store = store;
    this.contents = new SmallContents(store);
    this.section = section;
    this.apart = apart;
  }

  /** Adds all files, none of them empty, no two of the same content; once. */
  void add(List<ManifestEntry> files) throws IOException {
    Map<List<Object>, List<Placed>> frames = new LinkedHashMap<>();
    List<ManifestEntry> sorted =
        PackOrder.sorted(files, ManifestEntry::path, ManifestEntry::sizeBytes, store.compression());
    for (ManifestEntry file : sorted) {
      PackedContent content = store.find(file.sha256());
      if (content.sizeBytes() != file.sizeBytes()) {
        throw new IOException("\"" + file.path() + "\" has not the size the manifest says");
      }
      frames
          .computeIfAbsent(List.of(content.pack(), content.frameOffset()), f -> new ArrayList<>())
          .add(new Placed(file, content));
    }
    List<ManifestEntry> others = new ArrayList<>();
    for (List<Placed> frame : frames.values()) {
      frame.sort(Comparator.comparingLong(it -> it.content().offsetInFrame()));
      if (fills(frame) && !mixes(frame)) {
        takeOver(frame);
      } else {
        frame.forEach(it -> others.add(it.file()));
      }
    }
    Map<Boolean, List<ManifestEntry>> parted =
        others.stream().collect(Collectors.partitioningBy(apart));
    for (ManifestEntry file : parted.get(false)) {
      addToGroup(file, false);
    }
    for (ManifestEntry file : parted.get(true)) {
      addToGroup(file, true);
    }
    closeGroup();
  }

  /** Whether these files are all there is in their frame, each once. */
  private static boolean fills(List<Placed> frame) {
    long end = 0;
    for (Placed it : frame) {
      if (it.content().offsetInFrame() != end) {
        return false;
      }
      end += it.content().sizeBytes();
    }
    return end == frame.get(0).content().frameContentBytes();
  }

  private boolean mixes(List<Placed> frame) {
    return frame.stream().map(it -> apart.test(it.file())).distinct().count() > 1;
  }

  private void takeOver(List<Placed> frame) throws IOException {
    PackedContent at = frame.get(0).content();
    if (!fresh.computeIfAbsent(at.pack(), store::takeFresh)) {
      requireIntact(frame);
    }
    if (at.packing() == Packing.ZSTD) {
      takeOver(new Piece.Zstd(at.frameContentBytes(), at.frameBytes()), at, 0);
    } else {
      takeOver(new Piece.Stored(partBytes(at, 0)), at, 0);
    }
    for (Placed it : frame) {
      section.file(it.file(), Transform.NONE, it.file().sizeBytes());
    }
    if (at.packing() != Packing.ZSTD) {
      for (long from = partBytes(at, 0); from < at.frameBytes(); from += partBytes(at, from)) {
        takeOver(new Piece.Stored(partBytes(at, from)), at, from);
      }
    }
  }

  /**
   * A large file goes in parts: a server writes what has come of it while the rest is on its way.
   */
  private static long partBytes(PackedContent frame, long from) {
    return Math.min(Piece.MAX_CONTENT_BYTES, frame.frameBytes() - from);
  }

  private void takeOver(Piece piece, PackedContent frame, long from) throws IOException {
    long offset = frame.frameOffset() + from;
    section.piece(
        piece,
        crc32c(frame.pack(), offset, piece.dataBytes()),
        new ContentSection.Range(frame.pack(), offset, piece.dataBytes()));
  }

  private static int crc32c(Path file, long offset, long length) throws IOException {
    CRC32C crc32c = new CRC32C();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (FileChannel pack = FileChannel.open(file, StandardOpenOption.READ);
        InputStream frame = new SectionInputStream(pack, offset, length)) {
      for (int read = frame.read(buffer); read >= 0; read = frame.read(buffer)) {
        crc32c.update(buffer, 0, read);
      }
    }
    return (int) crc32c.getValue();
  }

  /** What is taken over would otherwise be signed unseen. */
  private void requireIntact(List<Placed> frame) throws IOException {
    for (Placed it : frame) {
      if (it.file().sizeBytes() <= PackOrder.MAX_GROUPED_FILE_BYTES) {
        byte[] unused = contents.read(it.file().sha256());
      } else {
        try (InputStream in = store.read(it.file().sha256())) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
  }

  private void addToGroup(ManifestEntry file, boolean isApart) throws IOException {
    Packing packing = store.compression().compresses(file.path()) ? Packing.ZSTD : Packing.STORED;
    if (packing != groupPacking
        || isApart != groupIsApart
        || groupBytes + file.sizeBytes() > PackOrder.MAX_GROUP_BYTES) {
      closeGroup();
      groupPacking = packing;
      groupIsApart = isApart;
    }
    byte[] content = contents.read(file.sha256());
    System.arraycopy(content, 0, group, groupBytes, content.length);
    grouped.add(file);
    groupBytes += content.length;
  }

  private void closeGroup() throws IOException {
    if (grouped.isEmpty()) {
      return;
    }
    if (groupPacking == Packing.ZSTD) {
      byte[] frame = new byte[(int) Zstd.compressBound(groupBytes)];
      int frameBytes =
          (int)
              Zstd.compressByteArray(
                  frame, 0, frame.length, group, 0, groupBytes, store.compression().level());
      section.piece(new Piece.Zstd(groupBytes, frameBytes), frame, frameBytes);
    } else {
      section.piece(new Piece.Stored(groupBytes), group, groupBytes);
    }
    for (ManifestEntry file : grouped) {
      section.file(file, Transform.NONE, file.sizeBytes());
    }
    grouped.clear();
    groupBytes = 0;
  }
}
