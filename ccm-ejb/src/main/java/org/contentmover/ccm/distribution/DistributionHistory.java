package org.contentmover.ccm.distribution;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Forgets who sent what to whom once nobody asks any more: a row for each server and step of each
 * run, and some for each catch-up, would fill the database. What became of a run stays with the
 * run.
 */
@Stateless
public class DistributionHistory {
  /** Longer than any run can hold what it has staged. */
  static final Duration KEPT = Duration.ofDays(90);

  /** In one transaction. */
  private static final int AT_ONCE = 200;

  @PersistenceContext private EntityManager entities;
  @Inject private Clock clock;

  /** Forgets some of what is too old, the oldest first; how many. */
  public int forget() {
    List<String> old =
        entities
            .createQuery(
                "select d.id from Distribution d where d.endedAt < :limit order by d.endedAt",
                String.class)
            .setParameter("limit", clock.instant().minus(KEPT))
            .setMaxResults(AT_ONCE)
            .getResultList();
    if (!old.isEmpty()) {
      // Their edges and servers go with them.
      entities
          .createQuery("delete from Distribution d where d.id in :old")
          .setParameter("old", old)
          .executeUpdate();
    }
    return old.size();
  }
}
