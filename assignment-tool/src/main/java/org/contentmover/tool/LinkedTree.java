package org.contentmover.tool;

import java.io.IOException;
import java.nio.file.Path;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * A second tree with the very files of a first one, by hard links. Its directories have neither
 * modes nor times of the first one's: nobody compares these in a base version.
 */
final class LinkedTree {
  private LinkedTree() {}

  static void make(Path tree, Manifest manifest, Path linked) throws IOException {
    FileSystemOps ops = FileSystemOps.REAL;
    for (ManifestEntry entry : manifest) {
      Path path = linked.resolve(entry.path());
      switch (entry.kind()) {
        case DIRECTORY -> ops.createDirectory(path);
        case SYMLINK -> ops.symlink(path, entry.linkTarget());
        case FILE -> ops.link(tree.resolve(entry.path()), path);
      }
    }
  }
}
