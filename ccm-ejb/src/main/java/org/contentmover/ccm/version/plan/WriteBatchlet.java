package org.contentmover.ccm.version.plan;

import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.UUID;

/** Third step of planning: writes and signs the assignment. */
@Named
@Dependent
public class WriteBatchlet extends PlanBatchlet {
  @Inject private JobContext job;
  @Inject private PublishWork work;

  @Override
  PublishWork.Exit work(UUID run, int attempt) throws IOException {
    return work.write((PublishWork.Scanned) job.getTransientUserData());
  }
}
