package org.contentmover.content.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.contentmover.content.disk.SectionInputStream;
import org.contentmover.core.manifest.ContentHash;

/**
 * Copies what is needed of a pack into another one. Frames of which most is needed are taken as
 * they are; of the others what is needed is packed anew. Everything is hashed on the way, so that
 * damage is never copied. Memory: some frames of small files. One thread, for one copy.
 */
final class PackCopy {
  private static final int BUFFER_BYTES = 1 << 16;

  private final PackWriter writer;
  private final CompressionPolicy compression;
  private final Map<ContentHash, PackedContent> copied = new HashMap<>();
  private final Map<Packing, Group> groups = new EnumMap<>(Packing.class);

  PackCopy(PackWriter writer, CompressionPolicy compression) {
    this.writer = writer;
    this.compression = compression;
  }

  /** What is needed is not what it was. */
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1;

    Damaged(String message, Exception cause) {
      super(message, cause);
    }
  }

  /** The operating system did not read it: what is there nobody knows. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1;

    Unreadable(Path pack, IOException cause) {
      super(pack + " cannot be read: " + why(cause), cause);
    }

    private static String why(IOException cause) {
      if (cause instanceof AccessDeniedException) {
        return "permission denied";
      }
      // The message of these is the file and this.
      return cause instanceof FileSystemException it && it.getReason() != null
          ? it.getReason()
          : cause.getMessage();
    }
  }

  private record Content(ContentHash hash, PackedContent at) {}

  /** Small contents that are to share a frame. */
  private static final class Group {
    private final List<byte[]> contents = new ArrayList<>();
    private final List<ContentHash> hashes = new ArrayList<>();
    private int bytes;
  }

  /** What these contents take in their pack, at a guess where they share a frame with others. */
  static long bytesOf(Collection<PackedContent> contents) {
    double bytes = 0;
    for (PackedContent content : contents) {
      bytes +=
          content.frameContentBytes() == 0
              ? 0
              : (double) content.frameBytes() * content.sizeBytes() / content.frameContentBytes();
    }
    return (long) Math.ceil(bytes);
  }

  /**
   * Copies these contents of a pack.
   *
   * @return where they lie in the pack that is written
   * @throws Damaged when one of them is not what it was
   * @throws Unreadable when one of them cannot be read
   */
  Map<ContentHash, PackedContent> copy(Path pack, Map<ContentHash, PackedContent> contents)
      throws IOException {
    try (FileChannel source = open(pack)) {
      for (List<Content> frame : frames(contents)) {
        copyFrame(source, frame);
      }
    }
    for (Packing packing : Packing.values()) {
      close(packing);
    }
    return copied;
  }

  /** Contents by the frame they are in, in the order of the pack. */
  private static Collection<List<Content>> frames(Map<ContentHash, PackedContent> contents) {
    // An empty frame lies where the next one begins.
    Map<PackedContent, List<Content>> frames =
        new TreeMap<>(
            Comparator.comparingLong(PackedContent::frameOffset)
                .thenComparingLong(PackedContent::frameBytes));
    contents.forEach(
        (hash, at) ->
            frames.computeIfAbsent(at, frame -> new ArrayList<>()).add(new Content(hash, at)));
    return frames.values();
  }

  /**
   * To be read.
   *
   * @throws NoSuchFileException when it is gone
   * @throws Unreadable when it is there
   */
  static FileChannel open(Path pack) throws IOException {
    try {
      return FileChannel.open(pack, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw new Unreadable(pack, e);
    }
  }

  /**
   * Reads all these contents of a pack; tells which are not what they were.
   *
   * @throws Unreadable when one of them cannot be read
   */
  static void verify(
      FileChannel source,
      Map<ContentHash, PackedContent> contents,
      BiConsumer<ContentHash, String> damaged)
      throws IOException {
    for (List<Content> frame : frames(contents)) {
      try {
        if (isAlone(frame)) {
          verify(source, frame.get(0));
          continue;
        }
        byte[] unpacked = unpack(source, frame.get(0).at());
        for (Content content : frame) {
          if (!ContentHash.sha256(part(unpacked, content.at())).equals(content.hash())) {
            damaged.accept(content.hash(), "it does not hash to its name");
          }
        }
      } catch (Damaged e) {
        frame.forEach(content -> damaged.accept(content.hash(), e.getMessage()));
      }
    }
  }

  private static boolean isAlone(List<Content> frame) {
    PackedContent first = frame.get(0).at();
    return frame.size() == 1 && first.sizeBytes() == first.frameContentBytes();
  }

  private void copyFrame(FileChannel source, List<Content> frame) throws IOException {
    PackedContent first = frame.get(0).at();
    if (isAlone(frame)) {
      verify(source, frame.get(0));
      takeOver(source, frame);
      return;
    }
    byte[] unpacked = unpack(source, first);
    long needed = 0;
    for (Content content : frame) {
      if (!ContentHash.sha256(part(unpacked, content.at())).equals(content.hash())) {
        throw new Damaged("content " + content.hash() + " of the store is damaged", null);
      }
      needed += content.at().sizeBytes();
    }
    if (2 * needed >= first.frameContentBytes()) {
      takeOver(source, frame);
    } else {
      frame.sort(Comparator.comparingLong(content -> content.at().offsetInFrame()));
      for (Content content : frame) {
        regroup(content, part(unpacked, content.at()));
      }
    }
  }

  /** A content of its frame. */
  static byte[] part(byte[] unpacked, PackedContent at) throws Damaged {
    int from = (int) at.offsetInFrame();
    int to = from + (int) at.sizeBytes();
    if (to > unpacked.length) {
      throw new Damaged("a frame of " + at.pack() + " is shorter than it was", null);
    }
    return Arrays.copyOfRange(unpacked, from, to);
  }

  private void takeOver(FileChannel source, List<Content> frame) throws IOException {
    PackedContent was = frame.get(0).at();
    PackWriter.Frame at =
        writer.append(
            out ->
                new SectionInputStream(source, was.frameOffset(), was.frameBytes())
                    .transferTo(out));
    for (Content content : frame) {
      PackedContent it = content.at();
      copied.put(
          content.hash(),
          new PackedContent(
              writer.pack(),
              at.offset(),
              at.bytes(),
              it.frameContentBytes(),
              it.packing(),
              it.offsetInFrame(),
              it.sizeBytes()));
    }
  }

  private void regroup(Content content, byte[] bytes) throws IOException {
    Packing packing = content.at().packing();
    Group group = groups.computeIfAbsent(packing, kind -> new Group());
    if (group.bytes + bytes.length > PackOrder.MAX_GROUP_BYTES) {
      close(packing);
      group = groups.computeIfAbsent(packing, kind -> new Group());
    }
    group.contents.add(bytes);
    group.hashes.add(content.hash());
    group.bytes += bytes.length;
  }

  private void close(Packing packing) throws IOException {
    Group group = groups.remove(packing);
    if (group == null) {
      return;
    }
    byte[] all = new byte[group.bytes];
    int end = 0;
    for (byte[] content : group.contents) {
      System.arraycopy(content, 0, all, end, content.length);
      end += content.length;
    }
    byte[] frame = packing == Packing.ZSTD ? Zstd.compress(all, compression.level()) : all;
    PackWriter.Frame at = writer.append(out -> out.write(frame));
    int offset = 0;
    for (int i = 0; i < group.hashes.size(); i++) {
      int size = group.contents.get(i).length;
      copied.put(
          group.hashes.get(i),
          new PackedContent(
              writer.pack(), at.offset(), at.bytes(), group.bytes, packing, offset, size));
      offset += size;
    }
  }

  /** Reads a content that has a frame of its own, however large. */
  static void verify(FileChannel source, PackedContent at, ContentHash hash) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    long size = 0;
    try (InputStream in = unpacked(source, at)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        size += read;
      }
    } catch (ZstdIOException e) {
      throw new Damaged("content " + hash + " of the store cannot be read", e);
    } catch (IOException e) {
      throw new Unreadable(at.pack(), e);
    }
    if (size != at.sizeBytes() || !ContentHash.of(digest.digest()).equals(hash)) {
      throw new Damaged("content " + hash + " of the store is damaged", null);
    }
  }

  private static void verify(FileChannel source, Content content) throws IOException {
    verify(source, content.at(), content.hash());
  }

  private static InputStream unpacked(FileChannel source, PackedContent at) throws IOException {
    InputStream frame =
        new BufferedInputStream(
            new SectionInputStream(source, at.frameOffset(), at.frameBytes()), BUFFER_BYTES);
    return at.packing() == Packing.ZSTD ? new ZstdInputStream(frame) : frame;
  }

  /** A frame of small files. */
  static byte[] unpack(FileChannel source, PackedContent at) throws IOException {
    int length = (int) at.frameBytes();
    byte[] packed;
    try {
      packed = new SectionInputStream(source, at.frameOffset(), length).readNBytes(length);
    } catch (IOException e) {
      throw new Unreadable(at.pack(), e);
    }
    if (packed.length != length) {
      throw new Damaged(at.pack() + " is shorter than it was", null);
    }
    if (at.packing() == Packing.STORED) {
      return packed;
    }
    try {
      return Zstd.decompress(packed, (int) at.frameContentBytes());
    } catch (ZstdException e) {
      throw new Damaged("a frame of " + at.pack() + " is damaged", e);
    }
  }
}
