package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;

/**
 * What a site stands on: directories all may pass through, and a lock of the one who works there.
 */
final class SiteGround {
  static final int OPEN_TO_ALL = 0755;

  private SiteGround() {}

  /**
   * The web server has to pass through these directories, whoever it runs as: none gets its name
   * before it is open.
   */
  static void make(FileSystemOps ops, Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Path temporary = AtomicFile.temporary(path);
      Trees.deleteRecursively(ops, temporary);
      ops.createDirectory(temporary);
      ops.setMode(temporary, OPEN_TO_ALL);
      ops.sync(temporary);
      ops.rename(temporary, path);
      ops.sync(path.getParent());
    }
  }

  /**
   * Takes the lock of a site; closing it gives it back.
   *
   * @throws IOException when another process has it, or this one
   */
  static FileChannel lock(Path site) throws IOException {
    Path file = site.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same answer.
    }
    channel.close();
    throw new IOException("the site of " + file + " is in use by another agent; stop one of them");
  }
}
