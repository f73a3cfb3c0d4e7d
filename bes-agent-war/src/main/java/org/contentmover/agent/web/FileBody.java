package org.contentmover.agent.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Streams a part of an open file into an answer; memory is one buffer, whatever the size. */
public final class FileBody {
  /** Most bytes read and written in one step. */
  public static final int BUFFER_BYTES = 64 * 1024;

  /** Asked before every piece: how large it may be and when it may go. */
  public interface Pace {
    /** As fast as the client takes it. */
    Pace UNBOUNDED = mostBytes -> mostBytes;

    /**
     * Waits until the next piece may be sent.
     *
     * @param mostBytes what is left or the size of the buffer
     * @return size of the piece, 1 to {@code mostBytes}
     */
    int next(int mostBytes) throws IOException;
  }

  private FileBody() {}

  public static void send(FileChannel file, long from, long length, OutputStream body, Pace pace)
      throws IOException {
    byte[] buffer = new byte[(int) Math.max(1, Math.min(length, BUFFER_BYTES))];
    long at = from;
    long end = from + length;
    while (at < end) {
      int piece = pace.next((int) Math.min(buffer.length, end - at));
      int read = file.read(ByteBuffer.wrap(buffer, 0, piece), at);
      if (read < 0) {
        // The headers promised more; a broken connection is the only honest end left.
        throw new EOFException("file ended at " + at + " instead of " + end);
      }
      body.write(buffer, 0, read);
      at += read;
    }
  }
}
