package org.contentmover.content.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.contentmover.core.manifest.ContentHash;

/**
 * What lies where in a pack, as a file beside it: "CMPI", u32 version 1, u32 number of contents,
 * each 32 bytes SHA-256, u64 frame offset, u64 frame length, u64 its length unpacked, u8 packing (0
 * stored, 1 zstd), u64 offset in the frame, u64 size; u64 CRC-32C of all before. Big-endian.
 */
final class PackIndex {
  private static final int MAGIC = 0x434d_5049;
  private static final int VERSION = 1;
  private static final int BUFFER_BYTES = 1 << 16;

  private static final int HEAD_BYTES = 12;
  private static final int ENTRY_BYTES = 73;
  private static final int TAIL_BYTES = 8;

  private PackIndex() {}

  /** How many contents an index of so many bytes tells of. */
  static long entries(long indexBytes) {
    return (indexBytes - HEAD_BYTES - TAIL_BYTES) / ENTRY_BYTES;
  }

  static void write(OutputStream target, Map<ContentHash, PackedContent> contents)
      throws IOException {
    CheckedOutputStream checked =
        new CheckedOutputStream(new BufferedOutputStream(target, BUFFER_BYTES), new CRC32C());
    DataOutputStream out = new DataOutputStream(checked);
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeInt(contents.size());
    for (Map.Entry<ContentHash, PackedContent> entry : contents.entrySet()) {
      PackedContent content = entry.getValue();
      out.write(entry.getKey().bytes());
      out.writeLong(content.frameOffset());
      out.writeLong(content.frameBytes());
      out.writeLong(content.frameContentBytes());
      out.writeByte(content.packing().ordinal());
      out.writeLong(content.offsetInFrame());
      out.writeLong(content.sizeBytes());
    }
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  /**
   * Reads the index of a pack.
   *
   * @throws PackCopy.Damaged when it is gone, or not what was written
   * @throws PackCopy.Unreadable when the operating system does not read it
   */
  static void read(Path index, Path pack, BiConsumer<ContentHash, PackedContent> contents)
      throws IOException {
    try (InputStream file = Files.newInputStream(index)) {
      CheckedInputStream checked =
          new CheckedInputStream(new BufferedInputStream(file, BUFFER_BYTES), new CRC32C());
      DataInputStream in = new DataInputStream(checked);
      if (in.readInt() != MAGIC || in.readInt() != VERSION) {
        throw new PackCopy.Damaged("it is no index of a pack", null);
      }
      for (int left = in.readInt(); left > 0; left--) {
        ContentHash hash =
            new ContentHash(in.readLong(), in.readLong(), in.readLong(), in.readLong());
        contents.accept(
            hash,
            new PackedContent(
                pack,
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readByte() == 0 ? Packing.STORED : Packing.ZSTD,
                in.readLong(),
                in.readLong()));
      }
      long expected = checked.getChecksum().getValue();
      if (in.readLong() != expected) {
        throw new PackCopy.Damaged("its checksum is wrong", null);
      }
    } catch (NoSuchFileException | EOFException | PackCopy.Damaged e) {
      throw new PackCopy.Damaged(
          "the content store is damaged: " + index + " cannot be used: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new PackCopy.Unreadable(index, e);
    }
  }
}
