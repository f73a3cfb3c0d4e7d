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
  /** Reads what is published, to see which patterns match: a second for 500,000 files. */
  GroupSealingView view(String site, String group);

  /**
   * Seals what is written from now on, or leaves it plain. Answers nothing: whoever takes a number
   * of the group waits meanwhile.
   *
   * @param paths patterns of what is sealed, as scan rules have them; none or null: everything
   * @param expectedRevision null: whatever is held
   */
  void change(
      String site,
      String group,
      Boolean sealed,
      List<String> paths,
      Long expectedRevision,
      Actor by);
}
