package org.contentmover.gl.ra;

import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.contentmover.gl.work.Threads;

/** Threads of the server's work manager. */
final class WorkManagerThreads implements Threads {
  private final WorkManager workManager;

  WorkManagerThreads(WorkManager workManager) {
    this.workManager = workManager;
  }

  @Override
  public void execute(Runnable task) {
    schedule(new ShortWork(task));
  }

  @Override
  public void lend(Runnable loop, Runnable stop) {
    schedule(new LoopWork(loop, stop));
  }

  private void schedule(Work work) {
    try {
      workManager.scheduleWork(work);
    } catch (WorkException e) {
      throw new RejectedExecutionException(
          e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  /**
   * A task that ends by itself.
   *
   * @param task what to do
   */
  private record ShortWork(Runnable task) implements Work {
    @Override
    public void run() {
      task.run();
    }

    @Override
    public void release() {
      // Over before the server would lose patience.
    }
  }

  /**
   * The loop. The hint has servers that keep a pool for such work take the thread from there.
   *
   * @param loop runs until it is asked to stop
   * @param stop asks it
   */
  private record LoopWork(Runnable loop, Runnable stop) implements Work, WorkContextProvider {
    private static final long serialVersionUID = 1L;

    @Override
    public void run() {
      loop.run();
    }

    @Override
    public void release() {
      stop.run();
    }

    @Override
    public List<WorkContext> getWorkContexts() {
      HintsContext hints = new HintsContext();
      hints.setHint(HintsContext.NAME_HINT, "content-mover-segment");
      hints.setHint(HintsContext.LONGRUNNING_HINT, Boolean.TRUE);
      return List.of(hints);
    }
  }
}
