package org.contentmover.ccm.version.store;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/** Starts the care of the content store once the database knows that it is wanted. */
@ApplicationScoped
public class CollectionLaunch {
  @EJB private CollectionStarter starter;
  @EJB private CheckStarter checks;

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) CollectionWanted wanted) {
    starter.start(wanted);
  }

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) CheckWanted wanted) {
    checks.start(wanted.check());
  }
}
