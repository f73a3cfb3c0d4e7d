package org.contentmover.ccm.version.checkpoint;

import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Properties;

/**
 * Starts the batch job of a checkpoint, with every parameter: what a job repository remembers is
 * not relied on.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CheckpointStarter {
  private static final String JOB = "checkpoint";

  /**
   * Returns at once; a start that fails shows no sign of life and is tried again as the next
   * attempt.
   */
  @Asynchronous
  public void start(CheckpointWanted wanted) {
    Properties parameters = new Properties();
    parameters.setProperty("checkpoint", wanted.checkpoint().toString());
    parameters.setProperty("attempt", Integer.toString(wanted.attempt()));
    BatchRuntime.getJobOperator().start(JOB, parameters);
  }
}
