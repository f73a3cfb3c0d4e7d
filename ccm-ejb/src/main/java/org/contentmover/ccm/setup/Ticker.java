package org.contentmover.ccm.setup;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/**
 * Something done again and again for as long as this node lives. The next time is set when one is
 * over, so that a slow one is never overtaken. What goes wrong is logged and tried again. Called on
 * one thread at a time.
 */
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public abstract class Ticker {
  private final long periodMillis;

  @Resource private TimerService timers;

  /**
   * @param periodMillis pause between the end of one time and the next
   */
  protected Ticker(long periodMillis) {
    this.periodMillis = periodMillis;
  }

  /** One time; in no transaction. */
  protected abstract void tick();

  @PostConstruct
  void start() {
    timers.createSingleActionTimer(periodMillis, new TimerConfig(null, false));
  }

  @Timeout
  void onTime() {
    try {
      tick();
    } catch (RuntimeException e) {
      System.getLogger(getClass().getName())
          .log(
              System.Logger.Level.WARNING,
              "Something went wrong; tried again in " + periodMillis + " ms",
              e);
    } finally {
      start();
    }
  }
}
