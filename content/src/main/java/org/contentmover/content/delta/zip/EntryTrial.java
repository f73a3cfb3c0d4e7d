package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.contentmover.content.delta.ReadableFile;

/**
 * Deflates what an entry has in it again and compares: what comes out as it is, to the last byte,
 * was inflated right, too. One thread, one trial after the other.
 */
final class EntryTrial implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 15;

  private final ReadableFile archive;
  private final Deflater deflater;
  private final byte[] inflated = new byte[BUFFER_BYTES];
  private final byte[] made = new byte[BUFFER_BYTES];
  private final byte[] there = new byte[BUFFER_BYTES];
  private ArchiveMember entry;
  private long compared;

  /**
   * Of entries of one archive.
   *
   * @param level of deflating, 1 to 9
   */
  EntryTrial(ReadableFile archive, int level) {
    this.archive = archive;
    this.deflater = new Deflater(level, true);
  }

  /**
   * Whether an entry is what its content is when it is deflated.
   *
   * @param content of the entry, read from its beginning to its end
   */
  boolean comesOutRight(ArchiveMember tried, ReadableFile content) throws IOException {
    entry = tried;
    compared = 0;
    deflater.reset();
    for (long at = 0; at < content.size(); ) {
      int read = content.read(at, inflated, 0, inflated.length);
      at += read;
      deflater.setInput(inflated, 0, read);
      while (!deflater.needsInput()) {
        if (!isSame()) {
          return false;
        }
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      if (!isSame()) {
        return false;
      }
    }
    return compared == entry.archiveBytes();
  }

  private boolean isSame() throws IOException {
    int length = deflater.deflate(made);
    if (length > entry.archiveBytes() - compared) {
      return false;
    }
    archive.readFully(entry.offset() + compared, there, 0, length);
    compared += length;
    return Arrays.equals(made, 0, length, there, 0, length);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
