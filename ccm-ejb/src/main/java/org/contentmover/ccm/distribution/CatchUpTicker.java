package org.contentmover.ccm.distribution;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
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
  @Inject private Preparations preparations;

  public CatchUpTicker() {
    super(5_000);
  }

  @Override
  protected void tick() {
    preparations.underWay().forEach(catchUps::stillPreparing);
    List<CatchUpTask> tasks = catchUps.look();
    if (tasks.isEmpty()) {
      return;
    }
    preparations.begin(tasks);
    try {
      worker.prepare(tasks);
    } catch (RuntimeException notTaken) {
      preparations.end(tasks);
      throw notTaken;
    }
  }
}
