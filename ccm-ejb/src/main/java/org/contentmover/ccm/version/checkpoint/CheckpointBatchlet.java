package org.contentmover.ccm.version.checkpoint;

import jakarta.annotation.Resource;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Future;
import org.contentmover.ccm.setup.SignOfLife;

/**
 * The one step of the batch job of a checkpoint: shows signs of life while it works, and turns what
 * goes wrong into the checkpoint's problem. One that stops with its node shows none; a new
 * execution then goes on as the next attempt (VC-9).
 */
@Named
@Dependent
public class CheckpointBatchlet extends AbstractBatchlet {
  private static final System.Logger LOG = System.getLogger(CheckpointBatchlet.class.getName());

  @Inject @BatchProperty private String checkpoint;
  @Inject @BatchProperty private String attempt;
  @Inject private CheckpointBoard board;
  @Inject private CheckpointWork work;
  @Resource private ManagedScheduledExecutorService scheduler;

  @Override
  public String process() {
    UUID id = UUID.fromString(checkpoint);
    int number = Integer.parseInt(attempt);
    Future<?> signs =
        SignOfLife.give(scheduler, "The check of checkpoint " + id, () -> board.alive(id, number));
    try {
      return work.check(id, number).name();
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "Checkpoint " + id + " failed", e);
      board.failed(
          id,
          number,
          "The checkpoint could not be completed: "
              + e.getMessage()
              + ". See the log of the CCM's server for details.");
      return CheckpointWork.Exit.FAILED.name();
    } finally {
      signs.cancel(false);
    }
  }
}
