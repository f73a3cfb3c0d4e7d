package org.contentmover.ccm.version;

import jakarta.ejb.Local;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.version.view.VersionView;

/** The versions of a (hosted site, content group), newest first (VC-3). */
@Local
public interface Versions {
  Page<VersionView> list(String site, String group, PageRequest page);

  /**
   * Jobs may publish a withdrawn version again (VC-7).
   *
   * @throws org.contentmover.ccm.problem.NotFound when it is not pinned
   */
  void unpin(String site, String group, long number, Actor by);
}
