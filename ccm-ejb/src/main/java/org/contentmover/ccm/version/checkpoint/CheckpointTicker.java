package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/** Takes up checkpoints whose work stopped with its node (VC-9). */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CheckpointTicker extends Ticker {
  @EJB private CheckpointBoard board;

  public CheckpointTicker() {
    super(3_000);
  }

  @Override
  protected void tick() {
    board.takeUp();
  }
}
