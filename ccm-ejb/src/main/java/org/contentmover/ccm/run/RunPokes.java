package org.contentmover.ccm.run;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.UUID;
import org.contentmover.ccm.setup.Coalescing;

/** Drives one run; what goes wrong is logged and tried again at the next tick. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RunPokes {
  private static final System.Logger LOG = System.getLogger(RunPokes.class.getName());

  @EJB private RunDriver driver;

  public void drive(UUID run) {
    try {
      driver.drive(run);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Run " + run + " could not go on; tried again in a moment",
          e);
    }
  }

  /** Returns at once. */
  @Asynchronous
  public void driveSoon(UUID run, Coalescing due) {
    due.run(run, this::drive);
  }
}
