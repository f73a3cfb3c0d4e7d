package org.contentmover.ccm.site;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.site.view.GroupSealingView;

/**
 * Whether the content of a content group is sealed, so that only its members read it, and which of
 * it (CM-5, CM-15).
 */
@Local
public interface GroupSealing {
  GroupSealingView view(String site, String group);

  /**
   * Seals what is written from now on, or leaves it plain.
   *
   * @param paths patterns of what is sealed, as scan rules have them; none or null: everything
   * @param expectedRevision null: whatever is held
   */
  GroupSealingView change(
      String site,
      String group,
      Boolean sealed,
      List<String> paths,
      Long expectedRevision,
      Actor by);
}
