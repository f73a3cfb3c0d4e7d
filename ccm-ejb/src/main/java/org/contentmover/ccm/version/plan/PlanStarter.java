package org.contentmover.ccm.version.plan;

import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Properties;

/**
 * Starts the batch job of a plan, with every parameter: what a job repository remembers is not
 * relied on.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PlanStarter {
  private static final String JOB = "publish";

  /**
   * Returns at once; a start that fails shows no sign of life and is tried again as the next
   * attempt.
   */
  @Asynchronous
  public void start(PlanWanted wanted) {
    Properties parameters = new Properties();
    parameters.setProperty("run", wanted.run().toString());
    parameters.setProperty("attempt", Integer.toString(wanted.attempt()));
    parameters.setProperty("site", wanted.site());
    parameters.setProperty("group", wanted.group());
    if (wanted.stagingArea() != null) {
      parameters.setProperty("stagingArea", wanted.stagingArea());
    }
    BatchRuntime.getJobOperator().start(JOB, parameters);
  }
}
