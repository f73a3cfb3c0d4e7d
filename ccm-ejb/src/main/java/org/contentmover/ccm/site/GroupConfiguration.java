package org.contentmover.ccm.site;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.site.view.GroupConfigurationView;

/** Which configuration entries the next version of a content group brings to its servers (CI-1). */
@Local
public interface GroupConfiguration {
  GroupConfigurationView view(String site, String group);

  /**
   * Replaces them; the next publish makes them live. {@code expectedRevision} null: whatever is
   * held.
   *
   * @param entries one per line: {@code file key = value}, or {@code file key} for one that is to
   *     be gone
   */
  GroupConfigurationView change(
      String site, String group, List<String> entries, Long expectedRevision, Actor by);
}
