package org.contentmover.ccm.version;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.version.view.PinView;
import org.contentmover.ccm.version.view.VersionView;

/** Published versions in the database. */
@Stateless
public class VersionsBean implements Versions {
  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;
  @Inject private Pins pins;
  @Inject private AuditLog audit;

  @Override
  public Page<VersionView> list(String site, String group, PageRequest page) {
    long current = groups.shadow(site, group).version();
    Map<Long, PinView> pinned = pins.of(site, group);
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
            .map(version -> version.view(current, pinned.get(version.number())))
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

  @Override
  public void unpin(String site, String group, long number, Actor by) {
    if (!pins.lift(site, group, number)) {
      throw new NotFound("pin of version", number);
    }
    audit.record(by, "version.unpin", site + "/" + group, "version " + number);
  }
}
