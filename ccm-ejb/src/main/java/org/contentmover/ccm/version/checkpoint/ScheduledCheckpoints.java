package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.core.manifest.Manifest;

/**
 * The entry point of every schedule: makes a checkpoint unless there is nothing new to keep. Works
 * in the caller's transaction.
 */
@ApplicationScoped
public class ScheduledCheckpoints {
  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;
  @EJB private Checkpoints checkpoints;

  /** Makes one; what came of it, for people. */
  public String make(String site, String group) {
    GroupShadow shadow = groups.shadow(site, group);
    if (shadow.version() == 0 || Manifest.EMPTY.hash().hex().equals(shadow.manifest())) {
      return "Nothing is published; there is nothing to keep.";
    }
    List<Checkpoint> newest =
        entities
            .createQuery(
                "select c from Checkpoint c where c.site = :site and c.group = :group"
                    + " and c.problem = '' order by c.number desc",
                Checkpoint.class)
            .setParameter("site", site)
            .setParameter("group", group)
            .setMaxResults(1)
            .getResultList();
    if (!newest.isEmpty() && newest.get(0).manifest().equals(shadow.manifest())) {
      return "Nothing has changed since checkpoint \"" + newest.get(0).name() + "\".";
    }
    return "Made checkpoint \"" + checkpoints.createScheduled(site, group).name() + "\".";
  }
}
