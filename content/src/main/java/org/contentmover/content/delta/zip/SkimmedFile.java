package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.Arrays;
import org.contentmover.content.delta.ReadableFile;

/**
 * An archive that is slow to read from anywhere but front to back, read once: what looks like a
 * local header, and what is at the end, where the directory is, are kept. All else is read from the
 * archive itself.
 *
 * <p>Not changed once made. Memory: two mebibytes, and 38 bytes for each header, of which there are
 * no more than entries may be.
 */
final class SkimmedFile implements ReadableFile {
  static final int TAIL_BYTES = 2 << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  private final ReadableFile file;
  private final long tailAt;
  private final byte[] tail;
  private long[] headerOffsets = new long[64];
  private byte[] headers = new byte[64 * ArchiveIndex.LOCAL_BYTES];
  private int headerCount;

  private SkimmedFile(ReadableFile file) {
    this.file = file;
    this.tail = new byte[(int) Math.min(TAIL_BYTES, file.size())];
    this.tailAt = file.size() - tail.length;
  }

  /** Reads an archive once; closing what is returned does not close it. */
  static ReadableFile of(ReadableFile file) throws IOException {
    SkimmedFile skimmed = new SkimmedFile(file);
    skimmed.skim();
    return skimmed;
  }

  private void skim() throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int kept = 0;
    for (long at = 0; at < file.size(); ) {
      int read = file.read(at, buffer, kept, buffer.length - kept);
      if (read < 0) {
        return;
      }
      keepTail(at, buffer, kept, read);
      int filled = kept + read;
      keepHeaders(at - kept, buffer, filled);
      at += read;
      // A header may go on in what is read next.
      kept = Math.min(filled, ArchiveIndex.LOCAL_BYTES - 1);
      System.arraycopy(buffer, filled - kept, buffer, 0, kept);
    }
  }

  private void keepTail(long at, byte[] buffer, int from, int length) {
    int skipped = (int) Math.min(length, Math.max(0, tailAt - at));
    if (skipped < length) {
      int place = (int) (at + skipped - tailAt);
      System.arraycopy(buffer, from + skipped, tail, place, length - skipped);
    }
  }

  private void keepHeaders(long at, byte[] buffer, int filled) {
    for (int i = 0; i + ArchiveIndex.LOCAL_BYTES <= filled; i++) {
      if (buffer[i] == 'P' && ArchiveEntries.isEntry(buffer, i) && headerCount < Recipe.MAX_STEPS) {
        if (headerCount == headerOffsets.length) {
          headerOffsets = Arrays.copyOf(headerOffsets, 2 * headerCount);
          headers = Arrays.copyOf(headers, 2 * headers.length);
        }
        int place = headerCount * ArchiveIndex.LOCAL_BYTES;
        System.arraycopy(buffer, i, headers, place, ArchiveIndex.LOCAL_BYTES);
        headerOffsets[headerCount++] = at + i;
      }
    }
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public int read(long offset, byte[] into, int from, int length) throws IOException {
    if (offset >= tailAt && offset < file.size()) {
      int read = (int) Math.min(length, file.size() - offset);
      System.arraycopy(tail, (int) (offset - tailAt), into, from, read);
      return read;
    }
    int header = Arrays.binarySearch(headerOffsets, 0, headerCount, offset);
    if (header >= 0 && length > 0) {
      int read = Math.min(length, ArchiveIndex.LOCAL_BYTES);
      System.arraycopy(headers, header * ArchiveIndex.LOCAL_BYTES, into, from, read);
      return read;
    }
    return file.read(offset, into, from, length);
  }

  @Override
  public void close() {}
}
