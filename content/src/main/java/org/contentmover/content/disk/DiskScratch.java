package org.contentmover.content.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.manifest.HeapScratch;
import org.contentmover.core.manifest.Scratch;

/**
 * Scratches on the heap, and on disk as soon as they are large. A file has no name while it is
 * used, so nothing of it is left behind, whatever happens; what a crash left between two calls is
 * deleted by the next one. One thread.
 */
public final class DiskScratch implements Scratch.Source, Closeable {
  private final FileSystemOps ops;
  private final Path name;
  private final List<FileChannel> open = new ArrayList<>();

  /**
   * Begins.
   *
   * @param name of a file that is not there
   */
  public DiskScratch(FileSystemOps ops, Path name) {
    this.ops = ops;
    this.name = name;
  }

  @Override
  public Scratch next(long expectedBytes) {
    return new Spilling();
  }

  /** Nothing is written any more; what has been looked at stays good. */
  @Override
  public void close() throws IOException {
    for (FileChannel file : open) {
      file.close();
    }
  }

  private FileChannel nameless() throws IOException {
    AtomicFile.discard(ops, name);
    Path temporary = AtomicFile.temporary(name);
    ops.createFile(temporary).close();
    FileChannel file =
        FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE);
    open.add(file);
    ops.delete(temporary);
    return file;
  }

  private final class Spilling implements Scratch {
    private HeapScratch small = new HeapScratch();
    private FileChannel file;
    private long length;

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      length += bytes.remaining();
      if (length > Integer.MAX_VALUE) {
        throw new IOException("a tree of more entries than this server can work with (2 GiB)");
      }
      if (file == null && length > MappedFile.MOST_ON_HEAP_BYTES) {
        file = nameless();
        write(small.content(), 0);
        small = null;
      }
      if (file == null) {
        small.append(bytes);
      } else {
        write(bytes, length - bytes.remaining());
      }
    }

    @Override
    public void overwrite(int at, ByteBuffer bytes) throws IOException {
      if (file == null) {
        small.overwrite(at, bytes);
      } else {
        write(bytes, at);
      }
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
      for (long position = at; bytes.hasRemaining(); ) {
        position += file.write(bytes, position);
      }
    }

    @Override
    public ByteBuffer content() throws IOException {
      return file == null ? small.content() : file.map(MapMode.READ_ONLY, 0, length);
    }
  }
}
