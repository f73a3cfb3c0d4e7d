package org.contentmover.ccm.watch;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/** Looks at the staging areas whose turn it is, once a second. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WatchTicker extends Ticker {
  @Inject private StagingWatch watch;

  public WatchTicker() {
    super(1_000);
  }

  @Override
  protected void tick() {
    watch.look();
  }
}
