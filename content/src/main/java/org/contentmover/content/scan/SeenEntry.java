package org.contentmover.content.scan;

import java.nio.file.Path;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.store.Intake;

/**
 * An entry met on the walk.
 *
 * @param path relative to the root, as in the manifest
 * @param root of the tree
 * @param linkTarget of a symlink, else null
 */
record SeenEntry(String path, Path root, FileStamp stamp, String linkTarget)
    implements Intake.Wanted {
  /** Made when it is asked for: of very many entries the paths alone take a lot of memory. */
  @Override
  public Path file() {
    return root.resolve(path);
  }

  @Override
  public long sizeBytes() {
    return stamp.sizeBytes();
  }
}
