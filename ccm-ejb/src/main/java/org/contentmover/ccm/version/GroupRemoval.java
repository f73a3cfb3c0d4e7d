package org.contentmover.ccm.version;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.contentmover.ccm.site.ContentGroupGone;

/** What is forgotten with a content group: its pins, and what the store keeps for it. */
@ApplicationScoped
public class GroupRemoval {
  @Inject private Pins pins;
  @Inject private VersionLedger ledger;

  void liftPins(@Observes ContentGroupGone gone) {
    pins.liftAll(gone.site(), gone.group());
  }

  /** Once the database knows: a group that stays has to keep its content. */
  void release(@Observes(during = TransactionPhase.AFTER_SUCCESS) ContentGroupGone gone) {
    try {
      ledger.forgetGroup(gone.site(), gone.group());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The content of removed group " + gone.site() + "/" + gone.group() + " stays", e);
    }
  }
}
