package org.contentmover.ccm.run;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import org.contentmover.ccm.setup.Coalescing;

/** Drives one run; what goes wrong is told and tried again at the next tick. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RunPokes {
  @EJB private RunDriver driver;
  @Inject private RunTroubles troubles;

  public void drive(UUID run) {
    try {
      driver.drive(run);
      troubles.over(run);
    } catch (RuntimeException e) {
      troubles.stopped(run, e);
    }
  }

  /** Returns at once. */
  @Asynchronous
  public void driveSoon(UUID run, Coalescing due) {
    due.run(run, this::drive);
  }
}
