package org.contentmover.content.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A part of a file as a stream, independent of the channel's position. Does not close the channel.
 * One thread.
 */
public final class SectionInputStream extends InputStream {
  private final FileChannel file;
  private final long end;
  private long position;

  public SectionInputStream(FileChannel file, long offset, long length) {
    this.file = file;
    this.position = offset;
    this.end = offset + length;
  }

  public long remaining() {
    return end - position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (remaining() == 0) {
      return -1;
    }
    int wanted = (int) Math.min(length, remaining());
    int read = file.read(ByteBuffer.wrap(bytes, offset, wanted), position);
    if (read > 0) {
      position += read;
    }
    return read;
  }
}
