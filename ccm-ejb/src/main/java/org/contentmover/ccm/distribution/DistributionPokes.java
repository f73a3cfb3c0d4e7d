package org.contentmover.ccm.distribution;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.UUID;
import org.contentmover.ccm.setup.Coalescing;

/** Drives one distribution and makes the notifications that follow, after they are committed. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DistributionPokes {
  private static final System.Logger LOG = System.getLogger(DistributionPokes.class.getName());

  @EJB private DistributionDriver driver;
  @EJB private HttpNotificationSender sender;

  public void drive(UUID distribution) {
    try {
      driver.drive(distribution).forEach(sender::send);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Distribution " + distribution + " could not be driven; tried again in a moment",
          e);
    }
  }

  /** Returns at once. */
  @Asynchronous
  public void driveSoon(UUID distribution, Coalescing due) {
    due.run(distribution, this::drive);
  }
}
