package org.contentmover.ccm.version.plan;

import jakarta.annotation.Resource;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.Future;
import org.contentmover.ccm.setup.SignOfLife;

/**
 * One step of planning: shows signs of life while it works, and turns what goes wrong into the
 * plan's outcome. A step that stops with its node shows none; the run then begins a new execution
 * as the next attempt (VC-9).
 */
abstract class PlanBatchlet extends AbstractBatchlet {
  private static final System.Logger LOG = System.getLogger(PlanBatchlet.class.getName());

  @Inject @BatchProperty private String run;
  @Inject @BatchProperty private String attempt;
  @Inject private PlanBoard board;

  @Resource private ManagedScheduledExecutorService scheduler;

  abstract PublishWork.Exit work(UUID runId, int attemptNumber) throws IOException;

  @Override
  public String process() {
    UUID runId = UUID.fromString(run);
    int attemptNumber = Integer.parseInt(attempt);
    Future<?> signs =
        SignOfLife.give(
            scheduler, "Planning of run " + runId, () -> board.alive(runId, attemptNumber));
    try {
      return work(runId, attemptNumber).name();
    } catch (IOException | UncheckedIOException e) {
      LOG.log(System.Logger.Level.ERROR, "Planning of run " + runId + " failed", e);
      board.failed(
          runId,
          attemptNumber,
          "Planning failed: " + e.getMessage() + ". See the log of the CCM's server for details.");
      return PublishWork.Exit.FAILED.name();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "Planning of run " + runId + " failed", e);
      board.failed(
          runId,
          attemptNumber,
          "Planning failed: " + e + ". See the log of the CCM's server for details.");
      return PublishWork.Exit.FAILED.name();
    } finally {
      signs.cancel(false);
    }
  }
}
