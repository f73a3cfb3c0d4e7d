package org.contentmover.gl.receive;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.gl.work.SerialExecutor;

/**
 * Gives out spool files so that disk work on one path is done in order, also when a file that is
 * being deleted is made again: the deletion comes first. Safe for use by several threads.
 */
public final class SpoolDisk {
  private final Executor workers;
  private final ChunkSupply chunks = new ChunkSupply(Chunk::new, System::nanoTime);
  private final Map<Path, Users> inUse = new HashMap<>();

  /** Works on threads of {@code workers}. */
  public SpoolDisk(Executor workers) {
    this.workers = workers;
  }

  /** Work on one path, and how many spool files have it in use. */
  private static final class Users {
    private final Executor order;
    private int count;

    Users(Executor order) {
      this.order = order;
    }
  }

  /** A spool file that is not opened yet. */
  public synchronized SpoolFile file(Path path, TransferSession session, SpoolFile.Events events) {
    Users users = inUse.computeIfAbsent(path, p -> new Users(new SerialExecutor(workers)));
    users.count++;
    return new SpoolFile(path, session, users.order, events, () -> release(path), chunks);
  }

  private synchronized void release(Path path) {
    inUse.computeIfPresent(path, (p, users) -> --users.count == 0 ? null : users);
  }
}
