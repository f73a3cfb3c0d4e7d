package org.contentmover.gl.work;

import java.util.concurrent.Executor;

/**
 * Lends the connector its threads; it has none of its own but the receiver threads of JGroups.
 *
 * <p>{@link #execute} lends one for a short task. Both methods throw {@link
 * java.util.concurrent.RejectedExecutionException} when there is none to lend.
 */
public interface Threads extends Executor {
  /**
   * Lends a thread for as long as {@code loop} runs.
   *
   * @param loop runs until it is asked to stop
   * @param stop asks it; called when the lender wants its thread back
   */
  void lend(Runnable loop, Runnable stop);
}
