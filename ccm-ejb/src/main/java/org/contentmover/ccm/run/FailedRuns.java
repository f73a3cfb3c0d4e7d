package org.contentmover.ccm.run;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.run.view.RunSummary;

/** Runs that went wrong and that nothing has followed since. */
@Local
public interface FailedRuns {
  /**
   * FAILED and PARTIAL runs that are the latest of their job or, when they belong to no job, of
   * their content group; newest first. None of jobs and content groups that are gone.
   */
  List<RunSummary> latest(int most);
}
