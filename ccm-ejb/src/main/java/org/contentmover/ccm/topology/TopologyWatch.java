package org.contentmover.ccm.topology;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
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

  private static final List<Connection> UP = List.of(Connection.MEMBER, Connection.SINGLE);

  @PersistenceContext private EntityManager entities;
  @Inject private Clock clock;
  @Inject private CcmConfiguration configuration;

  public void look() {
    Instant limit = clock.instant().minus(configuration.silentAfter());
    for (String segment : segmentsOf(limit)) {
      // Reports change a segment's servers under the same lock.
      entities.find(Segment.class, segment, LockModeType.PESSIMISTIC_WRITE);
      silent(segment, limit).forEach(this::mark);
    }
  }

  private void mark(Server server) {
    String reason =
        server.connection == Connection.SINGLE
            ? "it does not report itself any more"
            : "nobody reports segment " + server.segment + " any more";
    if (server.wentDown(reason, clock.instant())) {
      LOG.log(System.Logger.Level.WARNING, "Server {0} is down: {1}.", server.name, reason);
    }
  }

  private List<String> segmentsOf(Instant limit) {
    return entities
        .createQuery(
            "select distinct s.segment from Server s where s.connection in :up and s.lastSeenAt < :limit"
                + " order by s.segment",
            String.class)
        .setParameter("up", UP)
        .setParameter("limit", limit)
        .getResultList();
  }

  private List<Server> silent(String segment, Instant limit) {
    return entities
        .createQuery(
            "select s from Server s where s.segment = :segment and s.connection in :up and s.lastSeenAt < :limit",
            Server.class)
        .setParameter("segment", segment)
        .setParameter("up", UP)
        .setParameter("limit", limit)
        .getResultList();
  }
}
