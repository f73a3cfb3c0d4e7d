package org.contentmover.core.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The canonical bytes of a manifest, all numbers big-endian:
 *
 * <pre>
 * "CMMF"  u16 version = 1  u32 number of entries, then each entry in canonical order: {@link EntryBytes}
 * </pre>
 *
 * One tree has one encoding; the decoder takes nothing else.
 */
final class ManifestCodec {
  static final int HEADER_BYTES = 10;
  private static final int MAGIC = 0x434d_4d46;
  private static final int VERSION = 1;

  private ManifestCodec() {}

  static void putHeader(int entries, ByteBuffer buffer) {
    buffer.putInt(MAGIC).putShort((short) VERSION).putInt(entries);
  }

  /** Looks at every entry, and keeps none. */
  static PackedEntries decode(ByteBuffer bytes) throws IOException {
    try {
      if (bytes.getInt(0) != MAGIC) {
        throw new MalformedManifestException("this is no manifest: it does not start with CMMF");
      }
      int version = bytes.getShort(Integer.BYTES) & 0xffff;
      if (version != VERSION) {
        throw new MalformedManifestException(
            "manifest of format " + version + "; this program reads format " + VERSION);
      }
      int count = bytes.getInt(HEADER_BYTES - Integer.BYTES);
      if (count < 0) {
        throw new MalformedManifestException("manifest with an impossible number of entries");
      }
      return entries(bytes, count);
    } catch (IndexOutOfBoundsException e) {
      throw new MalformedManifestException("manifest ends in the middle", e);
    } catch (CharacterCodingException e) {
      throw new MalformedManifestException("manifest with a name that is not UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new MalformedManifestException("manifest is refused: " + e.getMessage(), e);
    }
  }

  private static PackedEntries entries(ByteBuffer bytes, int count) throws IOException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    PackedEntries.Index index = new PackedEntries.Index();
    TreeShape shape = new TreeShape();
    int position = HEADER_BYTES;
    for (int i = 0; i < count; i++) {
      EntryKind.ofCode(bytes.get(position));
      EntryBytes.requireText(bytes, position, decoder);
      ManifestEntry entry = EntryBytes.read(bytes, position);
      shape.accept(entry);
      index.next(position, entry.isFile());
      position = EntryBytes.next(bytes, position);
    }
    if (position > bytes.limit()) {
      throw new MalformedManifestException("manifest ends in the middle");
    }
    if (position < bytes.limit()) {
      throw new MalformedManifestException("manifest with bytes after its last entry");
    }
    return index.of(bytes);
  }
}
