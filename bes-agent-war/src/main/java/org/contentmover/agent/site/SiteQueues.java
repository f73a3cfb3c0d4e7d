package org.contentmover.agent.site;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.work.SerialExecutor;
import org.contentmover.core.ids.HostedSite;

/**
 * The work on each site, one after the other; sites do not wait for each other. Whoever gives work
 * away is told when there is no thread for it, yet the work is kept: it goes on with what comes
 * next, or with {@link #goOn}. Safe for any thread.
 */
final class SiteQueues {
  private static final Logger LOG = Logger.getLogger(SiteQueues.class.getName());

  /**
   * Of sites all of which are opened or looked after: each has a thread, and may wait for a hook.
   */
  private static final int MOST_AT_ONCE = 32;

  private final Executor threads;
  private final ConcurrentMap<HostedSite, SerialExecutor> queues = new ConcurrentHashMap<>();

  SiteQueues(Executor threads) {
    this.threads = threads;
  }

  private SerialExecutor queue(HostedSite name) {
    return queues.computeIfAbsent(name, site -> new SerialExecutor(threads));
  }

  /** Runs work on a site, after all that was given before. */
  void execute(HostedSite name, Runnable work) {
    queue(name).execute(work);
  }

  /** Runs work on several sites; see {@link Sites#execute(List, Runnable)}. */
  void execute(List<HostedSite> names, Runnable work) {
    if (names.size() == 1) {
      execute(names.get(0), work);
      return;
    }
    Queue<Runnable> taken = new ConcurrentLinkedQueue<>();
    AtomicInteger awaited = new AtomicInteger(names.size());
    synchronized (queues) {
      forEach(
          names,
          name ->
              queue(name)
                  .hold(
                      over -> {
                        taken.add(over);
                        if (awaited.decrementAndGet() == 0) {
                          try {
                            work.run();
                          } finally {
                            forEach(taken, Runnable::run);
                          }
                        }
                      }));
    }
  }

  /**
   * Has what waits run wherever nobody does that because there was no thread for it once.
   *
   * @throws RejectedExecutionException as soon as there is none again
   */
  void goOn() {
    queues.values().forEach(SerialExecutor::goOn);
  }

  /** One that fails must leave none of the others held, or waiting for it; told at the end. */
  private static <T> void forEach(Collection<T> all, Consumer<T> action) {
    Throwable first = null;
    for (T one : all) {
      try {
        action.accept(one);
      } catch (RuntimeException | Error e) {
        first = first == null ? e : first;
      }
    }
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof RuntimeException failure) {
      throw failure;
    }
  }

  /**
   * Does something on each site as work on it; not on hundreds at a time.
   *
   * @return ends when that was done on all, also on those that have to wait for a thread
   */
  CompletableFuture<Void> onEach(Set<HostedSite> names, Consumer<HostedSite> work) {
    Map<HostedSite, CompletableFuture<Void>> done = new TreeMap<>();
    names.forEach(name -> done.put(name, new CompletableFuture<>()));
    Queue<HostedSite> left = new ConcurrentLinkedQueue<>(names);
    for (int i = 0; i < MOST_AT_ONCE; i++) {
      onNext(left, work, done);
    }
    return CompletableFuture.allOf(done.values().toArray(CompletableFuture[]::new));
  }

  private void onNext(
      Queue<HostedSite> left,
      Consumer<HostedSite> work,
      Map<HostedSite, CompletableFuture<Void>> done) {
    for (HostedSite next = left.poll(); next != null; next = left.poll()) {
      HostedSite name = next;
      try {
        execute(
            name,
            () -> {
              try {
                work.accept(name);
              } finally {
                done.get(name).complete(null);
                onNext(left, work, done);
              }
            });
        return;
      } catch (RuntimeException | Error e) {
        // The sites after it would wait for ever: nobody else takes them out.
        LOG.log(Level.WARNING, "work on site {0} has to wait: {1}", new Object[] {name, e});
      }
    }
  }
}
