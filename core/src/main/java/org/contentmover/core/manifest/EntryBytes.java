package org.contentmover.core.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The canonical bytes of one entry, all numbers big-endian:
 *
 * <pre>
 * u8 kind (1 directory, 2 file, 3 symlink)  u16 mode  i64 mtime in ns  u16 length of path  path in UTF-8
 *   file:    i64 size  32 bytes SHA-256
 *   symlink: u16 length of target  target in UTF-8
 * </pre>
 *
 * Reading takes a position and leaves that of the buffer alone.
 */
final class EntryBytes {
  /** No entry needs more: 3,072 + 4,095 + 61. */
  static final int MAX_BYTES = 8 * 1024;

  private static final int MODE = 1;
  private static final int MTIME = MODE + Short.BYTES;
  private static final int PATH_LENGTH = MTIME + Long.BYTES;
  private static final int PATH = PATH_LENGTH + Short.BYTES;

  private EntryBytes() {}

  static void put(ManifestEntry entry, ByteBuffer buffer) {
    putStart(entry.kind().code(), entry.mode(), entry.mtimeNs(), entry.path(), buffer);
    if (entry.isFile()) {
      buffer.putLong(entry.sizeBytes());
      entry.sha256().write(buffer);
    } else if (entry.isSymlink()) {
      putText(entry.linkTarget(), buffer);
    }
  }

  /** What every entry begins with. */
  static void putStart(int code, int mode, long mtimeNs, String path, ByteBuffer buffer) {
    buffer.put((byte) code).putShort((short) mode).putLong(mtimeNs);
    putText(path, buffer);
  }

  static void putText(String text, ByteBuffer buffer) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.putShort((short) bytes.length).put(bytes);
  }

  static ManifestEntry read(ByteBuffer bytes, int at) {
    int code = bytes.get(at);
    int mode = mode(bytes, at);
    long mtimeNs = mtimeNs(bytes, at);
    String path = path(bytes, at);
    int rest = afterPath(bytes, at);
    if (code == EntryKind.FILE.code()) {
      return ManifestEntry.file(path, mode, mtimeNs, bytes.getLong(rest), hash(bytes, at));
    }
    return code == EntryKind.DIRECTORY.code()
        ? ManifestEntry.directory(path, mode, mtimeNs)
        : new ManifestEntry(
            path, EntryKind.ofCode(code), mode, mtimeNs, 0, null, text(bytes, rest));
  }

  /** Length of a file. */
  static long sizeBytes(ByteBuffer bytes, int at) {
    return bytes.getLong(afterPath(bytes, at));
  }

  /** Hash of a file. */
  static ContentHash hash(ByteBuffer bytes, int entryAt) {
    int at = hashAt(bytes, entryAt);
    return new ContentHash(
        bytes.getLong(at),
        bytes.getLong(at + Long.BYTES),
        bytes.getLong(at + 2 * Long.BYTES),
        bytes.getLong(at + 3 * Long.BYTES));
  }

  static boolean isFile(ByteBuffer bytes, int at) {
    return bytes.get(at) == EntryKind.FILE.code();
  }

  static int mode(ByteBuffer bytes, int at) {
    return bytes.getShort(at + MODE) & 0xffff;
  }

  static long mtimeNs(ByteBuffer bytes, int at) {
    return bytes.getLong(at + MTIME);
  }

  static String path(ByteBuffer bytes, int at) {
    return text(bytes, at + PATH_LENGTH);
  }

  /** Where the path ends. */
  static int afterPath(ByteBuffer bytes, int at) {
    return afterText(bytes, at + PATH_LENGTH);
  }

  /** Where the hash of a file is. */
  static int hashAt(ByteBuffer bytes, int at) {
    return afterPath(bytes, at) + Long.BYTES;
  }

  /** Where the next entry begins. */
  static int next(ByteBuffer bytes, int at) {
    int rest = afterPath(bytes, at);
    int code = bytes.get(at);
    if (code == EntryKind.FILE.code()) {
      return rest + Long.BYTES + ContentHash.BYTES;
    }
    return code == EntryKind.SYMLINK.code() ? afterText(bytes, rest) : rest;
  }

  static String text(ByteBuffer bytes, int lengthAt) {
    byte[] text = new byte[length(bytes, lengthAt)];
    bytes.get(lengthAt + Short.BYTES, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static int length(ByteBuffer bytes, int lengthAt) {
    return bytes.getShort(lengthAt) & 0xffff;
  }

  static int afterText(ByteBuffer bytes, int lengthAt) {
    return lengthAt + Short.BYTES + length(bytes, lengthAt);
  }

  /** Refuses an entry whose texts are no UTF-8. */
  static void requireText(ByteBuffer bytes, int at, CharsetDecoder decoder)
      throws CharacterCodingException {
    requireUtf8(bytes, at + PATH_LENGTH, decoder);
    if (bytes.get(at) == EntryKind.SYMLINK.code()) {
      requireUtf8(bytes, afterPath(bytes, at), decoder);
    }
  }

  private static void requireUtf8(ByteBuffer bytes, int lengthAt, CharsetDecoder decoder)
      throws CharacterCodingException {
    int length = length(bytes, lengthAt);
    for (int i = 0; i < length; i++) {
      if (bytes.get(lengthAt + Short.BYTES + i) < 0) {
        decoder.decode(bytes.slice(lengthAt + Short.BYTES, length));
        return;
      }
    }
  }

  /** Canonical order of what is at a position and a path. */
  static int comparePath(ByteBuffer bytes, int at, byte[] path) {
    int length = length(bytes, at + PATH_LENGTH);
    int shared = Math.min(length, path.length);
    for (int i = 0; i < shared; i++) {
      int order = Byte.compareUnsigned(bytes.get(at + PATH + i), path[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(length, path.length);
  }

  /** Canonical order of the paths at two positions, each in its own bytes. */
  static int comparePaths(ByteBuffer bytesOfA, int a, ByteBuffer bytesOfB, int b) {
    int lengthOfA = length(bytesOfA, a + PATH_LENGTH);
    int lengthOfB = length(bytesOfB, b + PATH_LENGTH);
    int shared = Math.min(lengthOfA, lengthOfB);
    for (int i = 0; i < shared; i++) {
      int order = Byte.compareUnsigned(bytesOfA.get(a + PATH + i), bytesOfB.get(b + PATH + i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(lengthOfA, lengthOfB);
  }
}
