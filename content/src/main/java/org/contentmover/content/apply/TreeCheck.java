package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Whether entries on disk are what their manifest says, by stat alone: what somebody changed by
 * hand shows in size, mode or time (CI-7).
 */
final class TreeCheck {
  private TreeCheck() {}

  /** Checks a whole version. */
  static void requireUnchanged(Path root, Manifest manifest)
      throws IOException, AssignmentRejected {
    for (ManifestEntry entry : manifest) {
      requireUnchanged(root, entry);
    }
  }

  /**
   * Checks one entry. The time of a directory is not compared: it proves nothing about its entries.
   */
  static void requireUnchanged(Path root, ManifestEntry entry)
      throws IOException, AssignmentRejected {
    Path path = root.resolve(entry.path());
    try {
      if (!isUnchanged(path, entry)) {
        throw drift(path.toString(), "was changed");
      }
    } catch (NoSuchFileException e) {
      throw drift(path.toString(), "is missing");
    }
  }

  /** Whether what is at a path is that entry, as far as above. */
  static boolean isUnchanged(Path path, ManifestEntry entry) throws IOException {
    FileStamp stamp = FileStamp.of(path);
    return switch (entry.kind()) {
      case DIRECTORY -> stamp.isDirectory();
      case SYMLINK ->
          stamp.isSymlink() && Files.readSymbolicLink(path).toString().equals(entry.linkTarget());
      case FILE ->
          stamp.isRegularFile()
              && stamp.sizeBytes() == entry.sizeBytes()
              && stamp.mtimeNs() == entry.mtimeNs()
              && stamp.permissions() == entry.mode();
    };
  }

  static AssignmentRejected drift(String path, String what) {
    return new AssignmentRejected(
        RefusalReason.DRIFT,
        path + " " + what + " on this server by something else; synchronize the server");
  }
}
