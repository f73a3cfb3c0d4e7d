package org.contentmover.content.scan;

import java.nio.file.Path;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.ContentHash;

/**
 * A file whose content has to be read. Made when it is asked for: a first scan has very many.
 *
 * @param at its place in the directory
 */
record UnknownFile(ListedDirectory directory, int at) implements Intake.Wanted {
  @Override
  public String path() {
    return directory.pathOf(at);
  }

  @Override
  public Path file() {
    return directory.root().resolve(path());
  }

  @Override
  public long sizeBytes() {
    return stamp().sizeBytes();
  }

  /** What the walk saw. */
  FileStamp stamp() {
    return directory.stampOf(at);
  }

  void tell(ContentHash hash) {
    directory.setHash(at, hash);
  }
}
