package org.contentmover.agent.site;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Opens all sites when the agent starts, and waits for them for a while: what is told of them first
 * is the whole truth then, nearly always. A site that takes longer, because its hooks run again,
 * holds the agent up no further (CI-5).
 */
public final class SiteOpening {
  private static final Logger LOG = Logger.getLogger(SiteOpening.class.getName());
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final Sites sites;
  private final Runnable tell;

  /**
   * Of one agent.
   *
   * @param tell says anew what is known of the sites, once those that were late are open
   */
  public SiteOpening(Sites sites, Runnable tell) {
    this.sites = sites;
    this.tell = tell;
  }

  /** Returns when all are open, or when they take too long. */
  public void run() {
    try {
      CompletableFuture<Void> opened = sites.openAll();
      if (!isDoneSoon(opened)) {
        LOG.log(
            Level.WARNING,
            "not all hosted sites are open after {0} s; the agent goes on without: {1}",
            new Object[] {WAIT.toSeconds(), String.join("; ", sites.problems())});
        var unused = opened.thenRun(tell);
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.SEVERE, "the root directory of the hosted sites cannot be read", e);
    }
  }

  private static boolean isDoneSoon(CompletableFuture<Void> work) {
    try {
      work.get(WAIT.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
