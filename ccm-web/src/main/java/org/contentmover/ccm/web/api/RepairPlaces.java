package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;

/**
 * How many servers get content for repairs at once: each holds a request thread while it waits for
 * its share of {@code origin.bytes.per.second}. Safe for any thread.
 */
@ApplicationScoped
public class RepairPlaces {
  static final int MOST_AT_ONCE = 8;

  private final Semaphore free = new Semaphore(MOST_AT_ONCE);

  /** False when none is free; who has taken one leaves it. */
  boolean take() {
    return free.tryAcquire();
  }

  void leave() {
    free.release();
  }
}
