package org.contentmover.ccm.version.store;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;

/** Starts verifications of the content store. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CheckStarter {
  @Inject private CheckWork work;

  /** Returns at once. */
  @Asynchronous
  public void start(UUID check) {
    work.check(check);
  }
}
