package org.contentmover.ccm.scrub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.contentmover.ccm.topology.ServerGone;

/** What a server found in its trees goes with the server. */
@ApplicationScoped
public class ScrubRemoval {
  @PersistenceContext private EntityManager entities;

  void forget(@Observes ServerGone gone) {
    entities
        .createQuery("delete from SiteScrub s where s.server = :server")
        .setParameter("server", gone.server())
        .executeUpdate();
  }
}
