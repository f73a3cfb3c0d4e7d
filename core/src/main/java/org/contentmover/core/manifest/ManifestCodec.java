package org.contentmover.core.manifest;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The canonical bytes of a manifest, all numbers big-endian:
 *
 * <pre>
 * "CMMF"  u16 version = 1  u32 number of entries, then each entry in canonical order:
 * u8 kind (1 directory, 2 file, 3 symlink)  u16 mode  i64 mtime in ns  u16 length of path  path in UTF-8
 *   file:    i64 size  32 bytes SHA-256
 *   symlink: u16 length of target  target in UTF-8
 * </pre>
 *
 * One tree has one encoding; the decoder takes nothing else.
 */
final class ManifestCodec {
  private static final int MAGIC = 0x434d_4d46;
  private static final int VERSION = 1;

  /** Bounds the memory a forged count can claim before entries have been read. */
  private static final int MAX_PREALLOCATED_ENTRIES = 1 << 16;

  private ManifestCodec() {}

  static void encode(List<ManifestEntry> entries, OutputStream target) throws IOException {
    DataOutputStream out = new DataOutputStream(target);
    out.writeInt(MAGIC);
    out.writeShort(VERSION);
    out.writeInt(entries.size());
    ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    for (ManifestEntry entry : entries) {
      // An entry needs at most 3,072 + 4,095 + 61 bytes.
      if (buffer.remaining() < 8 * 1024) {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
      put(entry, buffer);
    }
    out.write(buffer.array(), 0, buffer.position());
    out.flush();
  }

  private static void put(ManifestEntry entry, ByteBuffer buffer) {
    buffer.put((byte) entry.kind().code());
    buffer.putShort((short) entry.mode());
    buffer.putLong(entry.mtimeNs());
    putText(entry.path(), buffer);
    if (entry.isFile()) {
      buffer.putLong(entry.sizeBytes());
      entry.sha256().write(buffer);
    } else if (entry.isSymlink()) {
      putText(entry.linkTarget(), buffer);
    }
  }

  private static void putText(String text, ByteBuffer buffer) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.putShort((short) bytes.length);
    buffer.put(bytes);
  }

  static Manifest decode(InputStream source) throws IOException {
    DataInputStream in = new DataInputStream(source);
    try {
      if (in.readInt() != MAGIC) {
        throw new MalformedManifestException("this is no manifest: it does not start with CMMF");
      }
      int version = in.readUnsignedShort();
      if (version != VERSION) {
        throw new MalformedManifestException(
            "manifest of format " + version + "; this program reads format " + VERSION);
      }
      int count = in.readInt();
      if (count < 0) {
        throw new MalformedManifestException("manifest with an impossible number of entries");
      }
      List<ManifestEntry> entries = new ArrayList<>(Math.min(count, MAX_PREALLOCATED_ENTRIES));
      for (int i = 0; i < count; i++) {
        entries.add(readEntry(in));
      }
      if (in.read() >= 0) {
        throw new MalformedManifestException("manifest with bytes after its last entry");
      }
      return Manifest.ofSorted(entries);
    } catch (EOFException e) {
      throw new MalformedManifestException("manifest ends in the middle", e);
    } catch (IllegalArgumentException e) {
      throw new MalformedManifestException("manifest is refused: " + e.getMessage(), e);
    }
  }

  private static ManifestEntry readEntry(DataInputStream in) throws IOException {
    EntryKind kind = EntryKind.ofCode(in.readUnsignedByte());
    int mode = in.readUnsignedShort();
    long mtimeNs = in.readLong();
    String path = readText(in);
    return switch (kind) {
      case DIRECTORY -> ManifestEntry.directory(path, mode, mtimeNs);
      case FILE -> ManifestEntry.file(path, mode, mtimeNs, in.readLong(), readHash(in));
      case SYMLINK ->
          new ManifestEntry(path, EntryKind.SYMLINK, mode, mtimeNs, 0, null, readText(in));
    };
  }

  private static ContentHash readHash(DataInputStream in) throws IOException {
    return new ContentHash(in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }

  private static String readText(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedManifestException("manifest with a name that is not UTF-8", e);
    }
  }
}
