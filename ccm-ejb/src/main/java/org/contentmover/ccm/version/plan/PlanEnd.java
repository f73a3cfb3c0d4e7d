package org.contentmover.ccm.version.plan;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;

/**
 * Lets go of what a planning job took into the content store, however the job ended: one that is
 * stopped between two steps would keep garbage from being collected until the server is restarted.
 */
@Named
@Dependent
public class PlanEnd extends AbstractJobListener {
  @Inject private JobContext job;

  @Override
  public void afterJob() throws IOException {
    PublishWork.Scanned left = (PublishWork.Scanned) job.getTransientUserData();
    if (left != null) {
      left.close();
    }
  }
}
