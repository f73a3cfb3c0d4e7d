package org.contentmover.ccm.site;

import jakarta.ejb.Local;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.site.view.GroupSealingView;

/** Whether the content of a content group is sealed, so that only its members read it (CM-5). */
@Local
public interface GroupSealing {
  GroupSealingView view(String site, String group);

  /**
   * Seals what is written from now on, or leaves it plain. {@code expectedRevision} null: whatever
   * is held.
   */
  GroupSealingView change(
      String site, String group, Boolean sealed, Long expectedRevision, Actor by);
}
