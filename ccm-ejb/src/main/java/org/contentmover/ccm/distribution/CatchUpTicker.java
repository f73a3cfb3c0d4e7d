package org.contentmover.ccm.distribution;

import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Properties;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/**
 * Compares what servers show with what they should, every 5 s, and starts the batch job that
 * prepares what they lack, with every parameter: what a job repository remembers is not relied on.
 * A start that fails shows no sign of life and is tried again as the next attempt.
 */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CatchUpTicker extends Ticker {
  private static final String JOB = "replicate";

  @EJB private CatchUpBoard board;

  public CatchUpTicker() {
    super(5_000);
  }

  @Override
  protected void tick() {
    board.look().ifPresent(CatchUpTicker::start);
  }

  private static void start(int attempt) {
    Properties parameters = new Properties();
    parameters.setProperty("attempt", Integer.toString(attempt));
    BatchRuntime.getJobOperator().start(JOB, parameters);
  }
}
