package org.contentmover.content.scan;

import java.nio.file.Path;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.store.Intake;

/**
 * An entry met on the walk.
 *
 * @param path relative to the root, as in the manifest
 * @param linkTarget of a symlink, else null
 */
record SeenEntry(String path, Path file, FileStamp stamp, String linkTarget)
    implements Intake.Wanted {
  @Override
  public long sizeBytes() {
    return stamp.sizeBytes();
  }
}
