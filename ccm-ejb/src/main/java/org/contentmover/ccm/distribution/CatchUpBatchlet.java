package org.contentmover.ccm.distribution;

import jakarta.annotation.Resource;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.concurrent.Future;
import org.contentmover.ccm.setup.SignOfLife;

/**
 * The one step of the batch job that prepares what servers lack: shows signs of life while it
 * works. One that stops with its node, or fails as a whole, shows none; a new execution then goes
 * on as the next attempt (VC-9).
 */
@Named
@Dependent
public class CatchUpBatchlet extends AbstractBatchlet {
  @Inject @BatchProperty private String attempt;
  @Inject private CatchUpBoard board;
  @Inject private CatchUpWork work;
  @Resource private ManagedScheduledExecutorService scheduler;

  @Override
  public String process() {
    int number = Integer.parseInt(attempt);
    Future<?> signs =
        SignOfLife.give(scheduler, "Preparing what servers lack", () -> board.alive(number));
    try {
      return work.prepareAll(number).name();
    } finally {
      signs.cancel(false);
    }
  }
}
