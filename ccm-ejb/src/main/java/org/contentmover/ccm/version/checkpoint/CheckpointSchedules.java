package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.Local;
import java.util.List;
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

  /** Whose time has come. */
  record Due(String site, String group) {}

  /** Those whose time has come, the longest ago first. */
  List<Due> due();

  /**
   * Makes the checkpoint, unless it was made meanwhile: each time is taken by one node, in the
   * transaction that makes the checkpoint. One that was missed, because no node was up, is made up
   * for once.
   *
   * @throws org.contentmover.ccm.problem.DomainException when it cannot be made
   */
  void take(Due due);

  /** It could not be made: the schedule says so, and goes on with its next time. */
  void tookInVain(Due due, String why);

  /** As above, but for a reason that may pass: for some minutes it stays due. */
  void stumbled(Due due, String why);
}
