package org.contentmover.ccm.run;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.UUID;
import org.contentmover.ccm.distribution.DistributionNews;
import org.contentmover.ccm.setup.Coalescing;
import org.contentmover.ccm.version.plan.PlanNews;

/** Goes on with a run as soon as there is news for it, instead of at the next tick. */
@ApplicationScoped
public class RunWatch {
  private final Coalescing due = new Coalescing();

  @EJB private RunPokes pokes;

  void onStarted(@Observes(during = TransactionPhase.AFTER_SUCCESS) RunStarted news) {
    driveSoon(news.run());
  }

  void onPlan(@Observes(during = TransactionPhase.AFTER_SUCCESS) PlanNews news) {
    driveSoon(news.run());
  }

  void onReport(@Observes(during = TransactionPhase.AFTER_SUCCESS) DistributionNews news) {
    if (news.run() != null) {
      driveSoon(news.run());
    }
  }

  private void driveSoon(UUID run) {
    due.ask(run, id -> pokes.driveSoon(id, due));
  }
}
