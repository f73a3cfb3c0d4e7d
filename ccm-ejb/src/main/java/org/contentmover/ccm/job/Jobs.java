package org.contentmover.ccm.job;

import jakarta.ejb.Local;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;

/** Job definitions. Names are unique. */
@Local
public interface Jobs {
  Page<JobView> list(PageRequest page);

  JobView view(UUID id);

  /** Jobs that run when their staging area changed and is quiet (CM-10). */
  List<JobView> watching();

  /**
   * Keeps what was found when the staging area of a job was watched, for people to see; nothing
   * when the job watches another one by now.
   *
   * @param problem why it cannot publish by itself, "" when it can
   */
  void watched(UUID id, String stagingArea, String problem);

  JobView viewByName(String name);

  JobView create(NewJob job, Actor by);

  /**
   * {@code expectedRevision} null: whatever is held. Runs in progress keep what they were started
   * with.
   */
  JobView change(UUID id, NewJob job, Long expectedRevision, Actor by);

  /** Refused while a run of it is in progress; finished runs stay in the history. */
  void remove(UUID id, Actor by);
}
