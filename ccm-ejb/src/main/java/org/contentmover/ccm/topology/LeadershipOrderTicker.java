package org.contentmover.ccm.topology;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/** Brings orders about leading to servers, again and again until they are taken (EL-12). */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LeadershipOrderTicker extends Ticker {
  private static final System.Logger LOG = System.getLogger(LeadershipOrderTicker.class.getName());

  @EJB private LeadershipOrders orders;
  @Inject private AgentCalls agents;
  private String lastRepeated = "";

  public LeadershipOrderTicker() {
    super(2_000);
  }

  @Override
  protected void tick() {
    for (LeadershipOrders.Pending order : orders.pending(lastRepeated)) {
      if (order.again()) {
        lastRepeated = order.server();
      }
      try {
        orders.told(
            order, agents.order(order.server(), order.agentUrl(), order.order()).orElse(null));
      } catch (RuntimeException e) {
        // The others get theirs.
        LOG.log(
            System.Logger.Level.WARNING,
            "Server " + order.server() + " was not told who is to lead; tried again.",
            e);
      }
    }
  }
}
