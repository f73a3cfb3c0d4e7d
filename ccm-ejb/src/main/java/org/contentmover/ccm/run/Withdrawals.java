package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.contentmover.ccm.version.Pins;
import org.contentmover.ccm.version.view.PinView;

/**
 * What a person took back by an order of its own, be it a rollback, a restore or a removal: no job
 * publishes it again by itself (VC-7). Works in the caller's transaction.
 */
@ApplicationScoped
public class Withdrawals {
  @Inject private RunBook book;
  @Inject private Pins pins;
  @Inject private Clock clock;

  /** Harmless when repeated. */
  void pin(Run run, long version) {
    PinView pin = new PinView(clock.instant(), run.createdBy(), run.reason(), run.id());
    pins.pin(run.site(), run.group(), version, pin);
    book.note(run, "Version " + version + " is pinned: no job publishes it again by itself.");
  }
}
