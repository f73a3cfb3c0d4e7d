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
import java.util.List;
import org.contentmover.ccm.setup.SchemaMigration;

/** Compares what servers show with what they should, every 5 s. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CatchUpTicker {
  private static final System.Logger LOG = System.getLogger(CatchUpTicker.class.getName());
  private static final long PERIOD_MILLIS = 5_000;

  @Resource private TimerService timers;
  @EJB private CatchUps catchUps;
  @EJB private CatchUpWorker worker;

  @PostConstruct
  void start() {
    timers.createIntervalTimer(PERIOD_MILLIS, PERIOD_MILLIS, new TimerConfig(null, false));
  }

  @Timeout
  void tick() {
    try {
      List<CatchUpTask> tasks = catchUps.look();
      if (!tasks.isEmpty()) {
        worker.prepare(tasks);
      }
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Servers could not be compared with the shadow; tried again in a moment",
          e);
    }
  }
}
