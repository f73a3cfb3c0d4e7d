package org.contentmover.ccm.version;

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
import org.contentmover.ccm.setup.SchemaMigration;

/** Removes what is not needed any more once a minute. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PruningTicker {
  private static final System.Logger LOG = System.getLogger(PruningTicker.class.getName());
  private static final long PERIOD_MILLIS = 60_000;

  @Resource private TimerService timers;
  @EJB private AssignmentPruning pruning;

  @PostConstruct
  void start() {
    timers.createIntervalTimer(PERIOD_MILLIS, PERIOD_MILLIS, new TimerConfig(null, false));
  }

  @Timeout
  void tick() {
    try {
      pruning.prune();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Assignments could not be pruned; tried again in a minute",
          e);
    }
  }
}
