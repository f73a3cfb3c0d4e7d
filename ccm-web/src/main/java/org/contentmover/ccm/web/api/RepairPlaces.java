package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;

/**
 * How many servers get content for repairs at once: each holds a request thread while it waits for
 * its share of {@code origin.bytes.per.second}. A server has one place, however much it asks for.
 * Safe for any thread.
 */
@ApplicationScoped
public class RepairPlaces {
  static final int MOST_AT_ONCE = 8;

  private final Set<String> held = new HashSet<>();

  /** False when none is free, or when the server has one; who has taken one leaves it. */
  synchronized boolean take(String server) {
    return held.size() < MOST_AT_ONCE && held.add(server);
  }

  synchronized void leave(String server) {
    held.remove(server);
  }
}
