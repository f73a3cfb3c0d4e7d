package org.contentmover.content.delta;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of the disk. */
final class DiskFile implements ReadableFile {
  /** More at once would only make the JDK hold as much memory outside the heap, for each thread. */
  private static final int MAX_READ_BYTES = 1 << 18;

  private final FileChannel channel;
  private final long size;

  DiskFile(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    size = channel.size();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long offset, byte[] into, int from, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(into, from, Math.min(length, MAX_READ_BYTES)), offset);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
