package org.contentmover.ccm.run;

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

/**
 * Goes on with every run in progress twice a second; after a crash this is what takes them up
 * again.
 */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RunTicker {
  private static final System.Logger LOG = System.getLogger(RunTicker.class.getName());
  private static final long PERIOD_MILLIS = 500;

  @Resource private TimerService timers;
  @EJB private RunDriver driver;
  @EJB private RunPokes pokes;

  @PostConstruct
  void start() {
    timers.createIntervalTimer(PERIOD_MILLIS, PERIOD_MILLIS, new TimerConfig(null, false));
  }

  @Timeout
  void tick() {
    try {
      for (UUID run : driver.active()) {
        pokes.drive(run);
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Runs could not be listed; tried again in a moment", e);
    }
  }
}
