package org.contentmover.ccm.distribution;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/** Forgets old distributions, a few once a minute. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HistoryTicker extends Ticker {
  @EJB private DistributionHistory history;

  public HistoryTicker() {
    super(60_000);
  }

  @Override
  protected void tick() {
    history.forget();
  }
}
