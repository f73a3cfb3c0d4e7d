package org.contentmover.content.assignment;

import org.contentmover.content.delta.Piece;
import org.contentmover.content.delta.Transform;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.manifest.TreeChange;

/**
 * One command of an assignment. Pieces and put files are two sequences in one: the files, one after
 * the other, are the content stream, and so are the pieces.
 */
public sealed interface AssignmentCommand {
  /**
   * What is to change in the tree.
   *
   * @param transform what becomes of the next bytes of the stream, when a file is put
   * @param streamBytes how many of them; 0 for all other changes
   */
  record Change(TreeChange change, Transform transform, long streamBytes)
      implements AssignmentCommand {
    /** A file that is put is as it is in the stream. */
    public Change(TreeChange change) {
      this(
          change,
          Transform.NONE,
          change instanceof TreeChange.PutFile put ? put.entry().sizeBytes() : 0);
    }
  }

  /**
   * The next stretch of the content stream.
   *
   * @param crc32c of its data, 0 for a piece without
   */
  record Content(Piece piece, int crc32c) implements AssignmentCommand {}

  /** A configuration entry of the version; they come after what changes the tree. */
  record Entry(ConfigurationEntry entry) implements AssignmentCommand {}

  /** A hook to be run; hooks come after all other commands. */
  record Hook(HookCall call) implements AssignmentCommand {}
}
