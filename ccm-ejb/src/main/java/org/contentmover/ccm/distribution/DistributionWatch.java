package org.contentmover.ccm.distribution;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import org.contentmover.ccm.setup.Coalescing;

/** What reports of servers lead to at once, instead of at the next tick. */
@ApplicationScoped
public class DistributionWatch {
  private final Coalescing due = new Coalescing();

  @EJB private DistributionPokes pokes;
  @EJB private SequencesTaken numbers;

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) DistributionNews news) {
    due.ask(news.distribution(), id -> pokes.driveSoon(id, due));
  }

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) SequenceTaken taken) {
    numbers.goOnAbove(taken);
  }
}
