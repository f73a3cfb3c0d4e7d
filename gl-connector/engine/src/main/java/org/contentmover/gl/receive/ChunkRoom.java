package org.contentmover.gl.receive;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The chunks of one spool file, at most {@value #MAX_CHUNKS}: made when they are wanted, used again
 * when they are written.
 *
 * <p>A chunk for which there is no memory is not there, as if the disk still had it.
 *
 * <p>Threading: {@link #take} is called by one thread, {@link #giveBack} by any.
 */
final class ChunkRoom {
  static final int MAX_CHUNKS = 16;

  private final Path path;
  private final Executor disk;
  private final ChunkSupply chunks;
  private final ConcurrentLinkedQueue<Chunk> free = new ConcurrentLinkedQueue<>();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicBoolean asked = new AtomicBoolean();

  ChunkRoom(Path path, Executor disk, ChunkSupply chunks) {
    this.path = path;
    this.disk = disk;
    this.chunks = chunks;
  }

  /** An empty chunk; null when the disk has all there can be now. */
  Chunk take() {
    Chunk chunk = free.poll();
    if (chunk != null || made.get() >= MAX_CHUNKS) {
      return chunk;
    }
    if (!chunks.isShort()) {
      return make();
    }
    if (asked.compareAndSet(false, true)) {
      disk.execute(this::makeLater);
    }
    return null;
  }

  /** Two threads may make one at a time: each counts its own before it has it. */
  private Chunk make() {
    Chunk chunk = made.incrementAndGet() > MAX_CHUNKS ? null : chunks.make(path);
    if (chunk == null) {
      made.decrementAndGet();
    }
    return chunk;
  }

  /** Where there is none, whoever takes the next frame asks again. */
  private void makeLater() {
    Chunk chunk = make();
    if (chunk != null) {
      free.add(chunk);
    }
    asked.set(false);
  }

  /** This chunk was written. */
  void giveBack(Chunk written) {
    written.clear();
    free.add(written);
  }
}
