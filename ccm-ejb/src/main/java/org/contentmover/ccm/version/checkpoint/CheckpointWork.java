package org.contentmover.ccm.version.checkpoint;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Sees whether all content of a checkpoint is in the store (VC-2). Goes on where the attempt before
 * it was; may be repeated without harm. Reads no content: that is what verifying the store does.
 */
@Dependent
public class CheckpointWork {
  /** How it ended; the names are those of checkpoint.xml. */
  public enum Exit {
    COMPLETE,
    FAILED,
    /** Another attempt works on it, or it was removed. */
    OVERTAKEN
  }

  private static final int ENTRIES_BETWEEN_NOTES = 50_000;

  @Inject private CheckpointBoard board;
  @Inject private ContentStore store;

  Exit check(UUID checkpoint, int attempt) throws IOException {
    Optional<CheckpointBoard.Task> found = board.task(checkpoint, attempt);
    if (found.isEmpty()) {
      return Exit.OVERTAKEN;
    }
    CheckpointBoard.Task task = found.get();
    Manifest manifest = store.manifest(ContentHash.fromHex(task.manifest()));
    List<ManifestEntry> entries = manifest.entries();
    int at = (int) Math.min(task.entriesChecked(), entries.size());
    while (true) {
      if (!board.checked(task, at, entries.size())) {
        return Exit.OVERTAKEN;
      }
      if (at == entries.size()) {
        break;
      }
      int end = Math.min(entries.size(), at + ENTRIES_BETWEEN_NOTES);
      for (ManifestEntry entry : entries.subList(at, end)) {
        if (entry.isFile() && !store.contains(entry.sha256())) {
          return failed(task, entry);
        }
      }
      at = end;
    }
    long files = entries.stream().filter(ManifestEntry::isFile).count();
    return board.complete(task, files, manifest.contentBytes()) ? Exit.COMPLETE : Exit.OVERTAKEN;
  }

  private Exit failed(CheckpointBoard.Task task, ManifestEntry missing) {
    board.failed(
        task.checkpoint(),
        task.attempt(),
        "The content store has lost the content of \""
            + missing.path()
            + "\" ("
            + missing.sha256()
            + "). Publish the file again, then make another checkpoint.");
    return Exit.FAILED;
  }
}
