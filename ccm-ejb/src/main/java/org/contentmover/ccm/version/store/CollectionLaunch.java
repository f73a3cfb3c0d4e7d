package org.contentmover.ccm.version.store;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/** Starts a garbage collection once the database knows that it is wanted. */
@ApplicationScoped
public class CollectionLaunch {
  @EJB private CollectionStarter starter;

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) CollectionWanted wanted) {
    starter.start(wanted);
  }
}
