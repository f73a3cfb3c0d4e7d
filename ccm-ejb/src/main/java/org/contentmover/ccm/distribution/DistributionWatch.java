package org.contentmover.ccm.distribution;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/** Drives distributions as soon as there is news, instead of at the next tick. */
@ApplicationScoped
public class DistributionWatch {
  @EJB private DistributionPokes pokes;

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) DistributionNews news) {
    pokes.driveSoon(news.distribution());
  }
}
