package org.contentmover.content.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files that do not change while they are used, as memory: large ones take nothing of the heap.
 * What is deleted meanwhile keeps its blocks until nobody uses it any more.
 */
public final class MappedFile {
  /** What is smaller is read: mappings come in pages, and last until the next collection. */
  static final int MOST_ON_HEAP_BYTES = 1 << 20;

  private MappedFile() {}

  /**
   * All bytes of a file.
   *
   * @throws IOException when it cannot be read, or has 2 GiB or more
   */
  public static ByteBuffer read(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = file.size();
      if (size <= MOST_ON_HEAP_BYTES) {
        return ByteBuffer.wrap(Files.readAllBytes(path));
      }
      if (size > Integer.MAX_VALUE) {
        throw new IOException(path + " has " + size + " bytes; less than 2 GiB can be worked with");
      }
      return file.map(MapMode.READ_ONLY, 0, size);
    }
  }
}
