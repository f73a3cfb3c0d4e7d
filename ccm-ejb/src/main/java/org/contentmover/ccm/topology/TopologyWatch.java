package org.contentmover.ccm.topology;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.contentmover.ccm.setup.CcmConfiguration;

/**
 * Finds servers that nobody reports any more (EL-10): their segment fell silent, or they did not
 * report themselves.
 */
@Stateless
public class TopologyWatch {
  private static final System.Logger LOG = System.getLogger(TopologyWatch.class.getName());

  @PersistenceContext private EntityManager entities;
  @Inject private Clock clock;
  @Inject private CcmConfiguration configuration;
  @Inject private Event<TopologyNews> news;

  public void look() {
    Instant now = clock.instant();
    List<Server> silent =
        entities
            .createQuery(
                "select s from Server s where s.connection in (:member, :single) and s.lastSeenAt < :limit",
                Server.class)
            .setParameter("member", Connection.MEMBER)
            .setParameter("single", Connection.SINGLE)
            .setParameter("limit", now.minus(configuration.silentAfter()))
            .getResultList();
    for (Server server : silent) {
      String reason =
          server.connection == Connection.SINGLE
              ? "it does not report itself any more"
              : "nobody reports segment " + server.segment + " any more";
      if (server.wentDown(reason, now)) {
        LOG.log(System.Logger.Level.WARNING, "Server {0} is down: {1}.", server.name, reason);
        news.fire(new TopologyNews(server.segment));
      }
    }
  }
}
