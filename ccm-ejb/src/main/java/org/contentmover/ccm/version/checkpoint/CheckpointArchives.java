package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.Local;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.version.checkpoint.view.CheckpointView;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;

/** Checkpoints as files, to be kept elsewhere (VC-2). Takes the time of reading all content. */
@Local
public interface CheckpointArchives {
  /**
   * A checkpoint to export.
   *
   * @throws org.contentmover.ccm.problem.Conflict when some of its content is lost
   */
  CheckpointView exportable(UUID checkpoint);

  /** Writes a checkpoint as .tar.zst; leaves the stream open. */
  void export(UUID checkpoint, OutputStream out) throws IOException;

  /**
   * Takes an exported checkpoint in, of whatever site it was; name and note are those of the
   * archive unless others are asked for.
   *
   * @throws org.contentmover.ccm.problem.Invalid when it is not exactly what was exported; nothing
   *     of it is kept
   * @throws org.contentmover.ccm.problem.Conflict when its name is taken; told before its content
   *     is read
   */
  CheckpointView bring(InputStream archive, NewCheckpoint request, Actor by);
}
