package org.contentmover.ccm.audit;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import org.contentmover.ccm.audit.view.AuditEntryView;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;

/** The audit log in the database. */
@Stateless
public class AuditLogBean implements AuditLog {
  @PersistenceContext private EntityManager entities;
  @Inject private Clock clock;

  @Override
  public void record(Actor by, String action, String subject, String detail) {
    entities.persist(new AuditEntry(clock.instant(), by, action, subject, detail));
  }

  @Override
  public Page<AuditEntryView> list(PageRequest page) {
    List<AuditEntryView> items =
        entities
            .createQuery(
                "select e from AuditEntry e order by e.at desc, e.id desc", AuditEntry.class)
            .setFirstResult(page.offset())
            .setMaxResults(page.limit())
            .getResultStream()
            .map(AuditEntry::view)
            .toList();
    long total =
        entities.createQuery("select count(e) from AuditEntry e", Long.class).getSingleResult();
    return Page.of(items, page, total);
  }
}
