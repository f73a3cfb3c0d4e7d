package org.contentmover.core.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A manifest that comes into being, entry by entry in canonical order; hashes of files may be told
 * when all entries are there. One thread.
 */
public final class ManifestDraft {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int COUNT_AT = ManifestCodec.HEADER_BYTES - Integer.BYTES;

  private final Scratch scratch;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private final PackedEntries.Index index = new PackedEntries.Index();
  private final TreeShape shape = new TreeShape();
  private int length;
  private PackedEntries entries;

  public ManifestDraft(Scratch scratch) {
    this.scratch = scratch;
    ManifestCodec.putHeader(0, buffer);
    this.length = buffer.position();
  }

  /**
   * Takes the next entry.
   *
   * @throws IllegalArgumentException when it comes twice, is out of order or in no directory
   */
  public void add(ManifestEntry entry) throws IOException {
    shape.accept(entry);
    if (buffer.remaining() < EntryBytes.MAX_BYTES) {
      flush();
    }
    int before = buffer.position();
    EntryBytes.put(entry, buffer);
    index.next(length, entry.isFile());
    length = Math.addExact(length, buffer.position() - before);
  }

  private void flush() throws IOException {
    scratch.append(buffer.flip());
    buffer.clear();
  }

  /** How many entries it has. */
  public int size() {
    return index.size();
  }

  /** All entries are there: what they are. Hashes that are told later show in it, too. */
  public Manifest manifest() throws IOException {
    if (entries == null) {
      flush();
      scratch.overwrite(COUNT_AT, ByteBuffer.allocate(Integer.BYTES).putInt(0, index.size()));
      entries = index.of(scratch.content());
    }
    return Manifest.ofPacked(entries);
  }

  /** Tells the hash of a file; what {@link #manifest} gave before may have another hash by that. */
  public void setHash(int entry, ContentHash hash) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(ContentHash.BYTES);
    hash.write(bytes);
    int at = EntryBytes.hashAt(entries.bytes(), entries.position(entry));
    scratch.overwrite(at, bytes.flip());
  }
}
