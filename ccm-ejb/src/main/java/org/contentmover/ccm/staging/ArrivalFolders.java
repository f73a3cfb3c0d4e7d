package org.contentmover.ccm.staging;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;

/**
 * Which folder content arrives in: each attempt at a run has one of its own while it works, also
 * one that was given up and does not know yet. What no attempt works in, one left that was killed:
 * only one process at a time has the store open, and so the data directory. Safe for any thread.
 */
final class ArrivalFolders {
  private final Set<Path> claimed = ConcurrentHashMap.newKeySet();

  /** A folder for an attempt at a run: with what one left that was killed, or a new one. */
  Path claim(Path arriving, UUID run) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(arriving, run + "*")) {
      for (Path folder : left) {
        if (claimed.add(folder)) {
          if (Files.isDirectory(folder)) {
            return folder;
          }
          // Whoever had it deleted it after it was listed.
          claimed.remove(folder);
        }
      }
    }
    Path folder = arriving.resolve(run + "." + UUID.randomUUID());
    claimed.add(folder);
    return folder;
  }

  /** The attempt has ended. */
  void release(Path folder) {
    claimed.remove(folder);
  }

  /** Deletes what runs left behind that nobody went on with. */
  void removeAbandoned(Path arriving, Instant before) throws IOException {
    Files.createDirectories(arriving);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(arriving)) {
      for (Path folder : folders) {
        if (claimed.add(folder)) {
          try {
            if (Files.exists(folder)
                && Files.getLastModifiedTime(folder).compareTo(FileTime.from(before)) < 0) {
              Trees.deleteRecursively(FileSystemOps.REAL, folder);
            }
          } finally {
            claimed.remove(folder);
          }
        }
      }
    }
  }
}
