package org.contentmover.ccm.version;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/** Removes what is not needed any more, once a minute. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PruningTicker extends Ticker {
  @EJB private AssignmentPruning pruning;

  public PruningTicker() {
    super(60_000);
  }

  @Override
  protected void tick() {
    pruning.prune();
  }
}
