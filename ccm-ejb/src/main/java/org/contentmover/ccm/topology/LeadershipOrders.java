package org.contentmover.ccm.topology;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.topology.view.LeadershipOrder;

/** Orders about leading that servers have not taken yet. Each method is one transaction. */
@Stateless
public class LeadershipOrders {
  private static final System.Logger LOG = System.getLogger(LeadershipOrders.class.getName());
  private static final int MOST_AT_ONCE = 50;

  @PersistenceContext private EntityManager entities;

  /** One order on its way. */
  public record Pending(String server, String agentUrl, LeadershipOrder order) {}

  /** Those of servers that are up. */
  public List<Pending> pending() {
    return entities
        .createQuery(
            "select s from Server s where s.leadershipOrderTaken = false and s.revoked = false"
                + " order by s.name",
            Server.class)
        .getResultStream()
        .filter(Server::isUp)
        .limit(MOST_AT_ONCE)
        .map(server -> new Pending(server.name, server.agentUrl, server.leadershipOrder))
        .toList();
  }

  /** Notes how it went; an order that was changed meanwhile stays pending. */
  public void told(Pending pending, String refusal) {
    Server server = entities.find(Server.class, pending.server());
    if (server == null || server.leadershipOrder != pending.order()) {
      return;
    }
    String problem = refusal == null ? null : Columns.fit(refusal, 400);
    if (problem != null && !problem.equals(server.leadershipOrderProblem)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Server {0} has not taken the order {1} about leading: {2}",
          server.name,
          pending.order(),
          problem);
    }
    server.orderTold(problem);
  }
}
