package org.contentmover.farm;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that one invocation started and another may end. The start time tells it from a
 * stranger that got the same id later.
 *
 * @param pid process id; 0 = never started
 * @param startedAtMillis when it started, by the operating system
 */
record ServerProcess(long pid, long startedAtMillis) {

  private static final long FORCE_SECONDS = 20;

  static final ServerProcess NONE = new ServerProcess(0, 0);

  static ServerProcess of(ProcessHandle handle) {
    return new ServerProcess(handle.pid(), startOf(handle));
  }

  boolean isAlive() {
    return handle().isPresent();
  }

  /** Kills without a chance to tidy up, as a power cut would. */
  void kill() {
    handle().ifPresent(handle -> end(handle, true, FORCE_SECONDS));
  }

  /**
   * Asks to stop and insists after a while.
   *
   * @return whether it did not have to insist
   */
  boolean stop(long patienceSeconds) {
    Optional<ProcessHandle> handle = handle();
    if (handle.isEmpty() || end(handle.get(), false, patienceSeconds)) {
      return true;
    }
    end(handle.get(), true, FORCE_SECONDS);
    return false;
  }

  private Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> startOf(handle) == startedAtMillis);
  }

  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static boolean end(ProcessHandle handle, boolean forcibly, long seconds) {
    boolean asked = forcibly ? handle.destroyForcibly() : handle.destroy();
    if (!asked && handle.isAlive()) {
      return false;
    }
    try {
      handle.onExit().get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return !handle.isAlive();
    }
  }
}
