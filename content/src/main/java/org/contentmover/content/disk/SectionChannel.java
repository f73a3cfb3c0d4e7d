package org.contentmover.content.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * A part of a file as a channel of its own, independent of the file's position; reads all that was
 * asked for, unless the part or the file ends. Does not close the file. One thread.
 */
public final class SectionChannel implements SeekableByteChannel {
  private final FileChannel file;
  private final long offset;
  private final long length;
  private long position;

  public SectionChannel(FileChannel file, long offset, long length) {
    this.file = file;
    this.offset = offset;
    this.length = length;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position >= length) {
      return -1;
    }
    ByteBuffer part = target.slice();
    part.limit((int) Math.min(part.remaining(), length - position));
    int filled = 0;
    while (part.hasRemaining()) {
      int read = file.read(part, offset + position);
      if (read < 0) {
        break;
      }
      position += read;
      filled += read;
    }
    target.position(target.position() + filled);
    return filled == 0 ? -1 : filled;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() {
    // The file is its opener's.
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
