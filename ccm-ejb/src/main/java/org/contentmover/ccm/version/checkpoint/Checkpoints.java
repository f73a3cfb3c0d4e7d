package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.Local;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.version.checkpoint.view.CheckpointChange;
import org.contentmover.ccm.version.checkpoint.view.CheckpointView;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.contentmover.core.manifest.ContentHash;

/** Checkpoints of content groups (VC-2). */
@Local
public interface Checkpoints {
  /** Newest first; {@code site} or {@code group} null: of all. */
  Page<CheckpointView> list(String site, String group, PageRequest page);

  CheckpointView view(UUID id);

  /**
   * Keeps what is published to a group now. Its content is safe when this returns; a batch job then
   * sees whether all of it is there.
   *
   * @throws org.contentmover.ccm.problem.Conflict when nothing is published, or the name is taken
   */
  CheckpointView create(NewCheckpoint request, Actor by);

  /** The same by the CCM itself; of those made so as many stay as the group's schedule says. */
  CheckpointView createScheduled(String site, String group);

  /**
   * Whether a checkpoint may get the name.
   *
   * @throws org.contentmover.ccm.problem.Conflict when another one of the group has it
   */
  void requireFree(String site, String group, String name);

  /**
   * Makes one of content that is in the store and held by the caller; it was published here or
   * elsewhere.
   */
  CheckpointView ofContent(ContentHash manifest, NewCheckpoint request, Actor by);

  /** {@code expectedRevision} null: whatever is held. */
  CheckpointView change(UUID id, CheckpointChange change, Long expectedRevision, Actor by);

  /** Its content goes with the next garbage collection, unless something else refers to it. */
  void remove(UUID id, Actor by);
}
