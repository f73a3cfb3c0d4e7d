package org.contentmover.content.delta;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.contentmover.content.delta.CommonRuns.Run;
import org.contentmover.content.disk.BlockInputStream;

/** The content of a patch: what its frame has, and between that what is copied. One thread. */
final class CopiedContent extends BlockInputStream {
  private final InputStream frame;
  private final DictionaryCopies copies;
  private final ByteBuffer dictionary;
  private final int dictionaryBytes;
  private int next;
  private long at;

  /**
   * Begins.
   *
   * @param dictionary as {@link DictionaryCopies#parts} says where its bytes are
   */
  CopiedContent(
      InputStream frame, DictionaryCopies copies, ByteBuffer dictionary, int dictionaryBytes) {
    this.frame = frame;
    this.copies = copies;
    this.dictionary = dictionary.duplicate().clear();
    this.dictionaryBytes = dictionaryBytes;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Run copy = next < copies.count() ? copies.runs().get(next) : null;
    int read;
    if (copy == null || at < copy.offset()) {
      read =
          frame.read(
              bytes, offset, copy == null ? length : (int) Math.min(length, copy.offset() - at));
      at += Math.max(0, read);
      return read;
    }
    int from = (int) (copy.baseOffset() + at - copy.offset());
    read = (int) Math.min(length, copy.end() - at);
    for (DictionaryCopies.Part part : copies.parts(from, from + read, dictionaryBytes)) {
      dictionary.get(part.place(), bytes, offset + part.from() - from, part.length());
    }
    at += read;
    next += at == copy.end() ? 1 : 0;
    return read;
  }

  @Override
  public void close() throws IOException {
    frame.close();
  }
}
