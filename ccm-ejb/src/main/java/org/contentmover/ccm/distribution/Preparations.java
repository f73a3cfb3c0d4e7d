package org.contentmover.ccm.distribution;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this node prepares right now or is about to, so that it can renew its leases; gone with the
 * process, and then the leases run out. Safe for any thread.
 */
@ApplicationScoped
public class Preparations {
  private final Set<CatchUpTask> underWay = ConcurrentHashMap.newKeySet();

  void begin(Collection<CatchUpTask> tasks) {
    underWay.addAll(tasks);
  }

  void end(Collection<CatchUpTask> tasks) {
    underWay.removeAll(tasks);
  }

  List<CatchUpTask> underWay() {
    return List.copyOf(underWay);
  }
}
