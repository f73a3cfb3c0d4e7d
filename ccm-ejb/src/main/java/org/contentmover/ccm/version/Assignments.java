package org.contentmover.ccm.version;

import jakarta.ejb.Local;
import java.util.UUID;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.version.view.AssignmentFile;
import org.contentmover.ccm.version.view.AssignmentView;

/** Assignments and where their bytes are. */
@Local
public interface Assignments {
  /** Newest first; {@code run} null: of all runs. */
  Page<AssignmentView> list(UUID run, PageRequest page);

  AssignmentView view(UUID id);

  /**
   * The file to serve to a server (DT-5).
   *
   * @throws org.contentmover.ccm.problem.NotFound also when the file was pruned already
   */
  AssignmentFile file(UUID id);
}
