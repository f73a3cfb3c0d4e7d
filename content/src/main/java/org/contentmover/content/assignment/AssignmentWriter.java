package org.contentmover.content.assignment;

import java.io.IOException;
import java.nio.file.Path;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/** Writes assignments: commands, data and signature in one file (CM-12, PROTOCOLS 4). */
public final class AssignmentWriter {
  public AssignmentWriter(ContentStore store, SigningKey key) {}

  /**
   * Writes what leads from the base to the target; {@link Manifest#EMPTY} with base version 0 for
   * the whole tree.
   */
  public WrittenAssignment write(Path file, AssignmentOrder order, Manifest base, Manifest target)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes an assignment without content: commit, abort or rollback; less than 8 KiB.
   *
   * @param versionManifestSha256 the manifest of the version concerned, {@link ContentHash#NONE}
   *     for whichever it is
   */
  public WrittenAssignment writeOrder(
      Path file, AssignmentOrder order, ContentHash versionManifestSha256) throws IOException {
    throw new UnsupportedOperationException();
  }
}
