package org.contentmover.ccm.topology;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.topology.view.LeadershipOrder;

/** Orders about leading that servers have not taken yet. Each method is one transaction. */
@Stateless
public class LeadershipOrders {
  private static final System.Logger LOG = System.getLogger(LeadershipOrders.class.getName());
  private static final int MOST_AT_ONCE = 50;

  /** Those that do not answer take their time; new orders must not wait long for them. */
  private static final int MOST_REPEATED = 5;

  @PersistenceContext private EntityManager entities;

  /**
   * One order on its way.
   *
   * @param again whether it was tried before, in vain
   */
  public record Pending(String server, String agentUrl, LeadershipOrder order, boolean again) {}

  /**
   * Those of servers that are up: new ones, then some of those tried before, all of which have
   * their turn.
   *
   * @param lastRepeated the server that was tried again last, "" for none
   */
  public List<Pending> pending(String lastRepeated) {
    List<Pending> open = open();
    List<Pending> repeated = open.stream().filter(Pending::again).toList();
    Stream<Pending> inTurn =
        Stream.concat(
            repeated.stream().filter(one -> one.server().compareTo(lastRepeated) > 0),
            repeated.stream().filter(one -> one.server().compareTo(lastRepeated) <= 0));
    return Stream.concat(
            open.stream().filter(one -> !one.again()).limit(MOST_AT_ONCE),
            inTurn.limit(MOST_REPEATED))
        .toList();
  }

  private List<Pending> open() {
    return entities
        .createQuery(
            "select s from Server s where s.leadershipOrderTaken = false and s.revoked = false",
            Server.class)
        .getResultStream()
        .filter(Server::isUp)
        .map(
            server ->
                new Pending(
                    server.name,
                    server.agentUrl,
                    server.leadershipOrder,
                    server.leadershipOrderProblem != null))
        .sorted(Comparator.comparing(Pending::server))
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
