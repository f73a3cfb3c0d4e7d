package org.contentmover.ccm.topology;

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

/** Looks for silent servers every 2 s. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TopologyTicker {
  private static final System.Logger LOG = System.getLogger(TopologyTicker.class.getName());
  private static final long PERIOD_MILLIS = 2_000;

  @Resource private TimerService timers;
  @EJB private TopologyWatch watch;

  @PostConstruct
  void start() {
    timers.createIntervalTimer(PERIOD_MILLIS, PERIOD_MILLIS, new TimerConfig(null, false));
  }

  @Timeout
  void tick() {
    try {
      watch.look();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Silent servers could not be looked for; tried again in a moment",
          e);
    }
  }
}
