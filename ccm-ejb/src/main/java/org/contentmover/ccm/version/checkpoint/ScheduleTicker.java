package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/** Makes the checkpoints whose time has come, every 5 s. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ScheduleTicker extends Ticker {
  @EJB private CheckpointSchedules schedules;

  public ScheduleTicker() {
    super(5_000);
  }

  @Override
  protected void tick() {
    schedules.makeDue();
  }
}
