package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.contentmover.content.delta.ReadableFile;

/**
 * A copy of what is slow to read from anywhere but front to back. It has no name while it is used,
 * so nothing of it is left behind, whatever happens.
 */
final class ScratchFile implements ReadableFile {
  private static final int BUFFER_BYTES = 1 << 18;

  private final FileChannel channel;
  private final long size;

  private ScratchFile(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  /** Copies a file; does not close it. */
  static ScratchFile copyOf(ReadableFile source, Path directory) throws IOException {
    Path name = Files.createTempFile(directory, "delta", null);
    FileChannel channel;
    try {
      channel = FileChannel.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(name);
    }
    try {
      byte[] buffer = new byte[BUFFER_BYTES];
      long at = 0;
      for (int read = 0; read >= 0; read = source.read(at, buffer, 0, buffer.length)) {
        for (ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read); rest.hasRemaining(); ) {
          at += channel.write(rest, at);
        }
      }
      return new ScratchFile(channel, at);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long offset, byte[] into, int from, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(into, from, Math.min(length, BUFFER_BYTES)), offset);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
