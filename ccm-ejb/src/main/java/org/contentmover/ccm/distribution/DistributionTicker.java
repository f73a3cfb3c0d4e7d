package org.contentmover.ccm.distribution;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/** Looks after open distributions twice a second. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DistributionTicker extends Ticker {
  @EJB private DistributionDriver driver;
  @EJB private DistributionPokes pokes;

  public DistributionTicker() {
    super(500);
  }

  @Override
  protected void tick() {
    driver.open().forEach(pokes::drive);
  }
}
