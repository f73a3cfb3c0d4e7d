package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.contentmover.content.delta.ReadableFile;

/** Inflates one entry, forward only. One thread. */
final class EntryCursor {
  private static final int BUFFER_BYTES = 1 << 14;

  private final ReadableFile archive;
  private final ArchiveMember entry;
  private final Inflater inflater = new Inflater(true);
  private final byte[] deflated = new byte[BUFFER_BYTES];
  private byte[] skipped;
  private long fed;
  private long at;

  EntryCursor(ReadableFile archive, ArchiveMember entry) {
    this.archive = archive;
    this.entry = entry;
  }

  boolean isOf(ReadableFile other, ArchiveMember member) {
    return archive == other && entry.equals(member);
  }

  /** Where it is in the inflated entry. */
  long at() {
    return at;
  }

  /**
   * Reads from an offset of the inflated entry that is not before {@link #at}.
   *
   * @throws EntryDamaged when the entry does not make as many bytes as the archive says
   */
  int read(long offset, byte[] into, int from, int length) throws IOException {
    while (at < offset) {
      if (skipped == null) {
        skipped = new byte[BUFFER_BYTES];
      }
      inflate(skipped, 0, (int) Math.min(skipped.length, offset - at));
    }
    return inflate(into, from, (int) Math.min(length, entry.bytes() - at));
  }

  private int inflate(byte[] into, int from, int length) throws IOException {
    try {
      while (true) {
        int read = inflater.inflate(into, from, length);
        if (read > 0) {
          at += read;
          return read;
        }
        if (inflater.finished() || inflater.needsDictionary() || fed == entry.archiveBytes()) {
          throw new EntryDamaged(
              "an entry of the archive says it has "
                  + entry.bytes()
                  + " bytes and ends after "
                  + at);
        }
        feed();
      }
    } catch (DataFormatException e) {
      throw new EntryDamaged("an entry of the archive cannot be inflated: " + e.getMessage(), e);
    }
  }

  private void feed() throws IOException {
    int fill = (int) Math.min(deflated.length, entry.archiveBytes() - fed);
    archive.readFully(entry.offset() + fed, deflated, 0, fill);
    inflater.setInput(deflated, 0, fill);
    fed += fill;
  }

  void close() {
    inflater.end();
  }
}
