package org.contentmover.ccm.topology;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/** Looks for silent servers every 2 s. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TopologyTicker extends Ticker {
  @EJB private TopologyWatch watch;

  public TopologyTicker() {
    super(2_000);
  }

  @Override
  protected void tick() {
    watch.look();
  }
}
