package org.contentmover.gl.receive;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.contentmover.gl.log.ConnectorLog;

/**
 * Makes the chunks of all spool files.
 *
 * <p>The JVM looks for memory outside the heap for half a second before it says no, and the thread
 * that takes chunks has a segment to lead: after the first no, of whatever file, it is to leave
 * asking to the disk's threads, until one of them has got a chunk. Safe for any thread.
 */
final class ChunkSupply {
  private final Supplier<Chunk> chunks;
  private volatile boolean isShort;

  ChunkSupply(Supplier<Chunk> chunks) {
    this.chunks = chunks;
  }

  /** Whether making a chunk may take long, and come to nothing. */
  boolean isShort() {
    return isShort;
  }

  /** A new chunk for a file; null when there is no memory for one. */
  Chunk make(Path path) {
    try {
      Chunk chunk = chunks.get();
      isShort = false;
      return chunk;
    } catch (OutOfMemoryError e) {
      if (!isShort) {
        isShort = true;
        ConnectorLog.MEMORY_SHORT.log(path, e.getMessage());
      }
      return null;
    }
  }
}
