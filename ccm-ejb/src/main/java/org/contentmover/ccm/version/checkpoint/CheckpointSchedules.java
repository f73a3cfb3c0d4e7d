package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.Local;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.version.checkpoint.view.CheckpointScheduleView;
import org.contentmover.ccm.version.checkpoint.view.CheckpointTimes;

/** Checkpoints that are made again and again (VC-2). */
@Local
public interface CheckpointSchedules {
  /** Of a content group; one that has none has an empty one of revision 0. */
  CheckpointScheduleView view(String site, String group);

  /**
   * Replaces it; the first time is reckoned from now.
   *
   * @param expectedRevision null: whatever is held
   */
  CheckpointScheduleView change(
      String site, String group, CheckpointTimes times, Long expectedRevision, Actor by);

  /**
   * Makes what is due. Each time is taken by one node, in the transaction that makes the
   * checkpoint; one that was missed, because no node was up, is made up for once.
   */
  void makeDue();
}
