package org.contentmover.gl.engine;

import jakarta.resource.ResourceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A question to the loop. It is put at most once, and not after whoever asked has given up waiting:
 * what was prepared for it, an open file, is gone by then.
 *
 * <p>{@link #run} is called by the loop, everything else by any thread.
 */
final class Asked<T> implements Runnable {
  /** What can be asked of a membership. */
  interface Question<T> {
    T put(Membership membership) throws ResourceException;
  }

  private final Question<T> question;
  private final Membership membership;
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  /** By the loop, which puts the question, or by whoever wants it not to be put any more. */
  private final AtomicBoolean taken = new AtomicBoolean();

  Asked(Question<T> question, Membership membership) {
    this.question = question;
    this.membership = membership;
  }

  @Override
  public void run() {
    if (taken.compareAndSet(false, true)) {
      try {
        answer.complete(question.put(membership));
      } catch (ResourceException | RuntimeException e) {
        answer.completeExceptionally(e);
      } catch (Error e) {
        // The loop's to handle; but whoever has asked waits without end for a question being put.
        answer.completeExceptionally(e);
        throw e;
      }
    }
  }

  /** Nobody will answer. */
  void refuse(String why) {
    taken.set(true);
    answer.completeExceptionally(new ResourceException(why));
  }

  /**
   * Waits for the answer; when that takes too long, only if the question is being put just now.
   *
   * @throws ResourceException the answer, or why there is none
   */
  T await(long patienceMs) throws ResourceException {
    try {
      return answer.get(patienceMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return giveUp("The connector did not answer within " + patienceMs + " ms.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return giveUp("Interrupted while waiting for the connector.", e);
    } catch (ExecutionException e) {
      throw refusal(e.getCause());
    }
  }

  private T giveUp(String why, Exception cause) throws ResourceException {
    if (taken.compareAndSet(false, true)) {
      throw new ResourceException(why, cause);
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw refusal(e.getCause());
    }
  }

  private static ResourceException refusal(Throwable cause) {
    return cause instanceof ResourceException refused
        ? refused
        : new ResourceException(cause.getMessage(), cause);
  }
}
