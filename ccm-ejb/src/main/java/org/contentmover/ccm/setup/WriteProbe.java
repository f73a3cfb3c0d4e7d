package org.contentmover.ccm.setup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.contentmover.content.disk.FileSystemOps;

/**
 * Finds out whether a directory takes content. An empty file tells nothing: it fits where no block
 * is left.
 */
final class WriteProbe {
  static final int BYTES = 4_096;

  private WriteProbe() {}

  /** Writes to the disk, and leaves nothing behind. */
  static void tryOut(FileSystemOps disk, Path directory) throws IOException {
    Path probe = directory.resolve(".probe" + UUID.randomUUID() + ".tmp");
    // A file system that compresses keeps no block for zeros.
    byte[] content = new byte[BYTES];
    ThreadLocalRandom.current().nextBytes(content);
    OutputStream out = disk.createFile(probe);
    try {
      try (out) {
        out.write(content);
      }
      disk.sync(probe);
    } finally {
      disk.delete(probe);
    }
  }
}
