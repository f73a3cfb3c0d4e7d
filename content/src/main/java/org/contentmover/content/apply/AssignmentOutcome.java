package org.contentmover.content.apply;

import java.time.Duration;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;

/**
 * What became of an assignment on this server (CI-8).
 *
 * @param assignmentId null when it was not even readable
 * @param type null when it was not even readable
 * @param reason null unless refused or failed
 * @param detail for an administrator: what happened and what to do; null when all went well
 * @param bytesWritten file content written
 * @param liveVersion the version live now
 */
public record AssignmentOutcome(
    AssignmentId assignmentId,
    AssignmentType type,
    Result result,
    RefusalReason reason,
    String detail,
    long bytesWritten,
    long liveVersion,
    Duration duration) {
  /** How it ended. */
  public enum Result {
    STAGED,
    COMMITTED,
    ROLLED_BACK,
    ABORTED,
    /** Not acceptable; nothing was changed. */
    REFUSED,
    /** Begun and undone; live is what it was. */
    FAILED
  }

  public boolean succeeded() {
    return result != Result.REFUSED && result != Result.FAILED;
  }
}
