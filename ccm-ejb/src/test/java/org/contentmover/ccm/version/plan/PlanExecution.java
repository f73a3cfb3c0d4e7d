package org.contentmover.ccm.version.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.version.plan.PublishWork.Exit;

/** Does what the batch job does, step by step, each in a transaction. */
public final class PlanExecution {
  private PlanExecution() {}

  public static void execute(Ccm ccm, PlanWanted wanted) {
    PublishWork work = ccm.get(PublishWork.class);
    Exit exit =
        step(
            ccm,
            () ->
                work.scan(
                    wanted.run(),
                    wanted.attempt(),
                    wanted.site(),
                    wanted.group(),
                    wanted.stagingArea()));
    if (exit == Exit.NEXT) {
      exit = step(ccm, () -> work.store(work.scanned()));
    }
    if (exit == Exit.NEXT) {
      step(ccm, () -> work.write(work.scanned()));
    }
  }

  /** As far as it got when its assignment had its number and was not yet written. */
  public static void executeUntilNumbered(Ccm ccm, PlanWanted wanted) {
    PublishWork work = ccm.get(PublishWork.class);
    step(
        ccm,
        () ->
            work.scan(
                wanted.run(),
                wanted.attempt(),
                wanted.site(),
                wanted.group(),
                wanted.stagingArea()));
    step(ccm, () -> work.store(work.scanned()));
    ccm.tx(() -> ccm.get(PlanBoard.class).numbers(work.scanned().task())).orElseThrow();
  }

  private static Exit step(Ccm ccm, Callable<Exit> step) {
    return ccm.tx(
        () -> {
          try {
            return step.call();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
