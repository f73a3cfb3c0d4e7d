package org.contentmover.ccm.distribution;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/** Compares what servers show with what they should, every 5 s. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CatchUpTicker extends Ticker {
  @EJB private CatchUps catchUps;
  @EJB private CatchUpWorker worker;

  public CatchUpTicker() {
    super(5_000);
  }

  @Override
  protected void tick() {
    List<CatchUpTask> tasks = catchUps.look();
    if (!tasks.isEmpty()) {
      worker.prepare(tasks);
    }
  }
}
