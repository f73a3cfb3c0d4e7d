package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/** What follows once the database knows that a checkpoint is wanted, or gone. */
@ApplicationScoped
public class CheckpointLaunch {
  @EJB private CheckpointStarter starter;
  @EJB private CheckpointReferences references;

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) CheckpointWanted wanted) {
    starter.start(wanted);
  }

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) CheckpointGone gone) {
    references.forget(gone.checkpoint());
  }
}
