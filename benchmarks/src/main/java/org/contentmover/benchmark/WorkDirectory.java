package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A new directory of a program's own, inside one that somebody named; {@link #close} deletes it,
 * and nothing beside it.
 *
 * <p>When a signal ends the program, the thread that made it is interrupted, and has half a minute
 * to get to {@link #close}.
 */
public final class WorkDirectory implements AutoCloseable {
  private static final long PATIENCE_S = 30;

  private final Path path;
  private final Thread user = Thread.currentThread();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread atExit = new Thread(this::awaitClose, "end of work");

  private WorkDirectory(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Makes one.
   *
   * @param parent made too, when it is not there
   */
  public static WorkDirectory in(Path parent) throws IOException {
    // createDirectories takes no symbolic link for a directory.
    if (!Files.isDirectory(parent)) {
      Files.createDirectories(parent);
    }
    return new WorkDirectory(Files.createTempDirectory(parent, "work-"));
  }

  public Path path() {
    return path;
  }

  private void awaitClose() {
    user.interrupt();
    try {
      closed.await(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Trees.delete(path);
    } finally {
      closed.countDown();
      Hooks.remove(atExit);
    }
  }
}
