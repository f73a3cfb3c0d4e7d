package org.contentmover.ccm.version.plan;

import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.UUID;

/** Second step of planning: takes new content into the content store. */
@Named
@Dependent
public class StoreBatchlet extends PlanBatchlet {
  @Inject private JobContext job;
  @Inject private PublishWork work;

  @Override
  PublishWork.Exit work(UUID run, int attempt) throws IOException {
    return work.store((PublishWork.Scanned) job.getTransientUserData());
  }
}
