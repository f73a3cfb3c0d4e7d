package org.contentmover.ccm.version.plan;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/** Starts planning once the database knows that it is wanted. */
@ApplicationScoped
public class PlanLaunch {
  @EJB private PlanStarter starter;

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) PlanWanted wanted) {
    starter.start(wanted);
  }
}
