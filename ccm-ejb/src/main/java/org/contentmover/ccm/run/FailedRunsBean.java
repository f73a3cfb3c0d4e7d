package org.contentmover.ccm.run;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.core.run.RunPhase;

/** Looks for them in the database. */
@Stateless
public class FailedRunsBean implements FailedRuns {
  @PersistenceContext private EntityManager entities;
  @Inject private RunViews views;

  @Override
  public List<RunSummary> latest(int most) {
    return views.summaries(
        entities
            .createQuery(
                "select r from Run r where r.phase in :wrong and ("
                    + "exists (select j.id from Job j where j.lastRun = r.id)"
                    + " or (r.job is null"
                    + " and exists (select g.name from SiteGroup g"
                    + " where g.site = r.site and g.name = r.group)"
                    + " and not exists (select n.id from Run n where n.site = r.site"
                    + " and n.group = r.group and n.createdAt > r.createdAt)))"
                    + " order by r.createdAt desc, r.id",
                Run.class)
            .setParameter("wrong", List.of(RunPhase.FAILED, RunPhase.PARTIAL))
            .setMaxResults(most)
            .getResultList());
  }
}
