package org.contentmover.gl.receive;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.contentmover.gl.log.ConnectorLog;

/**
 * The chunks of one spool file, at most {@value #MAX_CHUNKS}: made when they are wanted, used again
 * when they are written.
 *
 * <p>A chunk for which there is no memory is not there, as if the disk still had it. The JVM looks
 * for memory outside the heap for half a second before it says no, and the thread that takes chunks
 * has a segment to lead: after the first no it is the disk's threads that ask.
 *
 * <p>Threading: {@link #take} is called by one thread, {@link #giveBack} by any.
 */
final class ChunkRoom {
  static final int MAX_CHUNKS = 16;

  private final Path path;
  private final Executor disk;
  private final Supplier<Chunk> chunks;
  private final ConcurrentLinkedQueue<Chunk> free = new ConcurrentLinkedQueue<>();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicBoolean asked = new AtomicBoolean();
  private boolean memoryIsShort;

  ChunkRoom(Path path, Executor disk, Supplier<Chunk> chunks) {
    this.path = path;
    this.disk = disk;
    this.chunks = chunks;
  }

  /** An empty chunk; null when the disk has all there can be now. */
  Chunk take() {
    Chunk chunk = free.poll();
    if (chunk != null || made.get() == MAX_CHUNKS) {
      return chunk;
    }
    if (!memoryIsShort) {
      try {
        chunk = make();
      } catch (OutOfMemoryError e) {
        memoryIsShort = true;
        ConnectorLog.MEMORY_SHORT.log(path, e.getMessage());
      }
    } else if (asked.compareAndSet(false, true)) {
      disk.execute(this::makeLater);
    }
    return chunk;
  }

  private Chunk make() {
    Chunk chunk = chunks.get();
    made.incrementAndGet();
    return chunk;
  }

  private void makeLater() {
    try {
      free.add(make());
    } catch (OutOfMemoryError e) {
      // Whoever takes the next frame asks again.
    }
    asked.set(false);
  }

  /** This chunk was written. */
  void giveBack(Chunk written) {
    written.clear();
    free.add(written);
  }
}
