package org.contentmover.gl.receive;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.contentmover.gl.log.ConnectorLog;

/**
 * Makes the chunks of all spool files.
 *
 * <p>The JVM looks for memory outside the heap for half a second before it says no, and the thread
 * that takes chunks has a segment to lead: after a no, of whatever file, it is to leave asking to
 * the disk's threads until they have not had one for {@value #SHORT_SECONDS} seconds. Safe for any
 * thread.
 */
final class ChunkSupply {
  static final int SHORT_SECONDS = 30;

  private final Supplier<Chunk> chunks;
  private final LongSupplier clockNs;
  private volatile long shortUntilNs;

  ChunkSupply(Supplier<Chunk> chunks, LongSupplier clockNs) {
    this.chunks = chunks;
    this.clockNs = clockNs;
    this.shortUntilNs = clockNs.getAsLong();
  }

  /** Whether making a chunk may take long, and come to nothing. */
  boolean isShort() {
    return clockNs.getAsLong() - shortUntilNs < 0;
  }

  /** A new chunk for a file; null when there is no memory for one. */
  Chunk make(Path path) {
    try {
      return chunks.get();
    } catch (OutOfMemoryError e) {
      if (!isShort()) {
        ConnectorLog.MEMORY_SHORT.log(path, e.getMessage());
      }
      shortUntilNs = clockNs.getAsLong() + TimeUnit.SECONDS.toNanos(SHORT_SECONDS);
      return null;
    }
  }
}
