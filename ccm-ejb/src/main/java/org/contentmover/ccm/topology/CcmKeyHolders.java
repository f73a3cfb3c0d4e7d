package org.contentmover.ccm.topology;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.contentmover.ccm.security.view.CcmKeysView.Holder;

/**
 * Which ring of the CCM's keys each server told that it trusts. In memory only: they tell it again
 * every ten seconds. Safe for any thread.
 */
@ApplicationScoped
public class CcmKeyHolders {
  @Inject private Clock clock;

  private final Map<String, Told> told = new ConcurrentHashMap<>();

  private record Told(long ring, Instant at) {}

  void told(String server, long ring) {
    told.put(server, new Told(ring, clock.instant()));
  }

  /** What is known of a server, which is to have the present ring. */
  Holder of(String server, long present) {
    Told last = told.get(server);
    return last == null
        ? new Holder(server, 0, null, false)
        : new Holder(server, last.ring(), last.at(), last.ring() == present);
  }
}
