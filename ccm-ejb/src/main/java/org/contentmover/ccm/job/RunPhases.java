package org.contentmover.ccm.job;

import java.util.UUID;

/** What a job shows of its last run; answered by the runs. */
public interface RunPhases {
  /** Its phase, null when there is no such run. */
  String phase(UUID run);

  /** Whether a run of the job has not ended. */
  boolean isRunning(UUID job);
}
