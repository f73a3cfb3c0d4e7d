package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.contentmover.content.delta.ReadableFile;

/** Inflates one entry, deflates it again and compares. One thread, one trial. */
final class EntryTrial implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 15;

  private final ReadableFile archive;
  private final ArchiveMember entry;
  private final EntryCursor cursor;
  private final Deflater deflater;
  private final byte[] made = new byte[BUFFER_BYTES];
  private final byte[] there = new byte[BUFFER_BYTES];
  private long compared;

  EntryTrial(ReadableFile archive, ArchiveMember entry, int level) {
    this.archive = archive;
    this.entry = entry;
    this.cursor = new EntryCursor(archive, entry);
    this.deflater = new Deflater(level, true);
  }

  boolean comesOutRight() throws IOException {
    byte[] inflated = new byte[BUFFER_BYTES];
    try {
      for (long left = entry.bytes(); left > 0; ) {
        int read = cursor.read(cursor.at(), inflated, 0, (int) Math.min(inflated.length, left));
        left -= read;
        deflater.setInput(inflated, 0, read);
        while (!deflater.needsInput()) {
          if (!isSame()) {
            return false;
          }
        }
      }
    } catch (EntryDamaged e) {
      return false;
    }
    deflater.finish();
    while (!deflater.finished()) {
      if (!isSame()) {
        return false;
      }
    }
    return compared == entry.archiveBytes() && cursor.isComplete();
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
    cursor.close();
  }
}
