package org.contentmover.ccm.setup;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One sign of life of an attempt at long work, given again and again. One that cannot be given is
 * logged and the next one follows: a scheduler would end all of them at the first exception, and
 * the attempt would be taken for dead while it works.
 */
public final class SignOfLife implements Runnable {
  private static final System.Logger LOG = System.getLogger(SignOfLife.class.getName());
  private static final long PERIOD_SECONDS = 3;

  private final String work;
  private final Runnable sign;

  /**
   * @param work what goes on, as the log begins a sentence
   */
  public SignOfLife(String work, Runnable sign) {
    this.work = work;
    this.sign = sign;
  }

  /** Gives one every few seconds until it is cancelled. */
  public static Future<?> give(
      ManagedScheduledExecutorService scheduler, String work, Runnable sign) {
    return scheduler.scheduleAtFixedRate(
        new SignOfLife(work, sign), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void run() {
    try {
      sign.run();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          work + " goes on but could not note so in the database; tried again in a moment",
          e);
    }
  }
}
