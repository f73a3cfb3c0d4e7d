package org.contentmover.ccm.version.preview;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/** Starts previews once the database knows that they are wanted. */
@ApplicationScoped
public class PreviewLaunch {
  @EJB private PreviewStarter starter;

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) PreviewWanted wanted) {
    starter.start(wanted);
  }
}
