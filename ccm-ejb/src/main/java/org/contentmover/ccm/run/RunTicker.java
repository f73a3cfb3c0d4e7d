package org.contentmover.ccm.run;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/**
 * Goes on with every run in progress twice a second; after a crash this is what takes them up
 * again.
 */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RunTicker extends Ticker {
  @EJB private RunDriver driver;
  @EJB private RunPokes pokes;

  public RunTicker() {
    super(500);
  }

  @Override
  protected void tick() {
    driver.active().forEach(pokes::drive);
  }
}
