package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.concurrent.TimeUnit;
import org.contentmover.content.disk.PermissionBits;
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
    PosixFileAttributes found =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return switch (entry.kind()) {
      case DIRECTORY -> found.isDirectory();
      case SYMLINK ->
          found.isSymbolicLink()
              && Files.readSymbolicLink(path).toString().equals(entry.linkTarget());
      case FILE ->
          found.isRegularFile()
              && found.size() == entry.sizeBytes()
              && found.lastModifiedTime().to(TimeUnit.NANOSECONDS) == entry.mtimeNs()
              && PermissionBits.of(found.permissions()) == entry.mode();
    };
  }

  static AssignmentRejected drift(String path, String what) {
    return new AssignmentRejected(
        RefusalReason.DRIFT,
        path + " " + what + " on this server by something else; synchronize the server");
  }
}
