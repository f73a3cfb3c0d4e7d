package org.contentmover.ccm.site;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.site.view.GroupHooksView;

/** Which hooks the servers of a content group run around a switch (CI-1). */
@Local
public interface GroupHooks {
  GroupHooksView view(String site, String group);

  /**
   * Replaces them; what is written from now on says so. {@code expectedRevision} null: whatever is
   * held.
   *
   * @param hooks one per line, as {@link HookLine} has them
   */
  GroupHooksView change(
      String site, String group, List<String> hooks, Long expectedRevision, Actor by);
}
