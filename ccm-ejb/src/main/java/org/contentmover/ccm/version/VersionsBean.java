package org.contentmover.ccm.version;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.version.view.VersionView;

/** Published versions in the database. */
@Stateless
public class VersionsBean implements Versions {
  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;

  @Override
  public Page<VersionView> list(String site, String group, PageRequest page) {
    long current = groups.shadow(site, group).version();
    List<VersionView> items =
        entities
            .createQuery(
                "select v from PublishedVersion v where v.site = :site and v.group = :group order by v.number desc",
                PublishedVersion.class)
            .setParameter("site", site)
            .setParameter("group", group)
            .setFirstResult(page.offset())
            .setMaxResults(page.limit())
            .getResultStream()
            .map(version -> version.view(current))
            .toList();
    long total =
        entities
            .createQuery(
                "select count(v) from PublishedVersion v where v.site = :site and v.group = :group",
                Long.class)
            .setParameter("site", site)
            .setParameter("group", group)
            .getSingleResult();
    return Page.of(items, page, total);
  }
}
