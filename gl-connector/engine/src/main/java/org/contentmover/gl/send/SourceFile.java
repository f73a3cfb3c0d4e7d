package org.contentmover.gl.send;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file a leader distributes, read by offset (LD-3).
 *
 * <p>A first pass reads it from end to end and is served from large reads; a repair pass jumps and
 * reads just what it needs. Owned by one thread; reads block for as long as the disk takes.
 */
public final class SourceFile implements AutoCloseable {
  static final int READ_AHEAD_BYTES = 128 * 1024;

  private final Path path;
  private final FileChannel channel;
  private final long sizeBytes;
  private final ByteBuffer ahead = ByteBuffer.allocateDirect(READ_AHEAD_BYTES).limit(0);
  private long aheadOffset;
  private long expectedNext;

  private SourceFile(Path path, FileChannel channel, long sizeBytes) {
    this.path = path;
    this.channel = channel;
    this.sizeBytes = sizeBytes;
  }

  /**
   * Opens a complete file.
   *
   * @throws IOException when it cannot be read or has another size
   */
  public static SourceFile open(Path path, long expectedBytes) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    long sizeBytes = channel.size();
    if (sizeBytes != expectedBytes) {
      channel.close();
      throw new IOException(path + " has " + sizeBytes + " bytes; the order says " + expectedBytes);
    }
    return new SourceFile(path, channel, sizeBytes);
  }

  /**
   * Fills the rest of {@code target} with what the file has at {@code offset}.
   *
   * @throws EOFException when the file became shorter
   */
  public void read(long offset, ByteBuffer target) throws IOException {
    int length = target.remaining();
    if (offset < 0 || length > sizeBytes - offset) {
      throw new IndexOutOfBoundsException(
          length + " bytes at " + offset + " of a file of " + sizeBytes);
    }
    boolean inOrder = offset == expectedNext && length <= READ_AHEAD_BYTES;
    expectedNext = offset + length;
    if (!inOrder) {
      readFully(offset, target);
      return;
    }
    if (offset < aheadOffset || offset + length > aheadOffset + ahead.limit()) {
      readAhead(offset);
    }
    int from = (int) (offset - aheadOffset);
    target.put(ahead.slice(from, length));
  }

  private void readAhead(long offset) throws IOException {
    ahead.clear().limit((int) Math.min(READ_AHEAD_BYTES, sizeBytes - offset));
    aheadOffset = offset;
    try {
      readFully(offset, ahead);
    } catch (IOException e) {
      ahead.limit(0); // half-filled: must not be taken for content
      throw e;
    }
    ahead.flip();
  }

  private void readFully(long offset, ByteBuffer target) throws IOException {
    long at = offset;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        throw new EOFException(path + " became shorter: nothing at byte " + at);
      }
      at += count;
    }
  }

  /** Where the file is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
