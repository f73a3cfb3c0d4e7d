package org.contentmover.ccm.site;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.site.view.ContentGroupView;
import org.contentmover.ccm.site.view.NewContentGroup;

/** Content groups, each of one hosted site. A server belongs to at most one group of a site. */
@Local
public interface ContentGroups {
  /** Groups by site and name; {@code site} null: of all sites. */
  List<ContentGroupView> list(String site);

  ContentGroupView view(String site, String name);

  ContentGroupView create(NewContentGroup group, Actor by);

  /**
   * Replaces the membership; {@code expectedRevision} null: whatever is held. Runs in progress keep
   * their participants (SC-7).
   */
  ContentGroupView change(NewContentGroup group, Long expectedRevision, Actor by);

  void remove(String site, String name, Actor by);
}
