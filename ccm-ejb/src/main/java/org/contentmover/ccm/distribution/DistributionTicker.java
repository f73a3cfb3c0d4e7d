package org.contentmover.ccm.distribution;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.UUID;
import org.contentmover.ccm.setup.SchemaMigration;

/** Looks after open distributions twice a second. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DistributionTicker {
  private static final System.Logger LOG = System.getLogger(DistributionTicker.class.getName());
  private static final long PERIOD_MILLIS = 500;

  @Resource private TimerService timers;
  @EJB private DistributionDriver driver;
  @EJB private DistributionPokes pokes;

  @PostConstruct
  void start() {
    timers.createIntervalTimer(PERIOD_MILLIS, PERIOD_MILLIS, new TimerConfig(null, false));
  }

  @Timeout
  void tick() {
    try {
      for (UUID distribution : driver.open()) {
        pokes.drive(distribution);
      }
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Distributions could not be listed; tried again in a moment",
          e);
    }
  }
}
