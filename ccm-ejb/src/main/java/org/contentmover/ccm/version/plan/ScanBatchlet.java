package org.contentmover.ccm.version.plan;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.UUID;

/** First step of planning: what is in the staging area, compared with what is published. */
@Named
@Dependent
public class ScanBatchlet extends PlanBatchlet {
  @Inject @BatchProperty private String site;
  @Inject @BatchProperty private String group;
  @Inject @BatchProperty private String stagingArea;
  @Inject private JobContext job;
  @Inject private PublishWork work;

  @Override
  PublishWork.Exit work(UUID run, int attempt) throws IOException {
    PublishWork.Exit exit = work.scan(run, attempt, site, group, stagingArea);
    job.setTransientUserData(work.scanned());
    return exit;
  }
}
