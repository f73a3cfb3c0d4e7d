package org.contentmover.content.delta;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Room outside the heap for a piece and its dictionary (CM-3): a server's heap is small, and arrays
 * of 8 MiB find no place in what others leave of it. It grows with what is asked for and is used
 * again as long as the process lives, for nothing else would free it at a known time.
 *
 * <p>Of the thread that took it.
 */
final class PieceMemory implements AutoCloseable {
  /**
   * Two threads of a process have some at a time, whoever else wants some waits; so it is 36 MiB at
   * most, however many sites are worked on, unless one of them stops at its disk.
   */
  static final Pool OF_THE_PROCESS = new Pool(2, Duration.ofSeconds(30), System::nanoTime);

  /** What most pieces are content with. */
  private static final int SMALL_BYTES = 1 << 20;

  private final Pool pool;
  private ByteBuffer dictionary = ByteBuffer.allocateDirect(0);
  private ByteBuffer content = ByteBuffer.allocateDirect(0);

  private PieceMemory(Pool pool) {
    this.pool = pool;
  }

  /** Lends some to a few at a time. Safe for any thread. */
  static final class Pool {
    private final long patienceNs;
    private final LongSupplier nanoTime;
    private final Semaphore free;
    private final Deque<PieceMemory> idle = new ArrayDeque<>();

    /** What is lent, and since when; the first one longest. */
    private final Map<PieceMemory, Long> lentAtNs = new LinkedHashMap<>();

    /**
     * A pool.
     *
     * @param patience nobody makes and writes a piece for so long, but on a disk that hangs
     */
    Pool(int atOnce, Duration patience, LongSupplier nanoTime) {
      this.patienceNs = patience.toNanos();
      this.nanoTime = nanoTime;
      this.free = new Semaphore(atOnce, true);
    }

    /**
     * Waits for its turn, which comes when others have made their piece and written it, or have not
     * for a long time. To be called by a thread that has none.
     *
     * @throws InterruptedIOException when the thread is interrupted meanwhile; it stays so
     */
    PieceMemory take() throws InterruptedIOException {
      try {
        do {
          giveUpWhatIsOverdue();
        } while (!free.tryAcquire(patienceNs, TimeUnit.NANOSECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted before there was room to make a piece");
      }
      synchronized (this) {
        PieceMemory taken = idle.isEmpty() ? new PieceMemory(this) : idle.pop();
        lentAtNs.put(taken, nanoTime.getAsLong());
        return taken;
      }
    }

    /** Whoever has it keeps it; but others get as much in its place. */
    private synchronized void giveUpWhatIsOverdue() {
      Iterator<Long> since = lentAtNs.values().iterator();
      while (free.availablePermits() == 0
          && since.hasNext()
          && nanoTime.getAsLong() - since.next() >= patienceNs) {
        since.remove();
        free.release();
      }
    }

    private synchronized void takeBack(PieceMemory lent) {
      if (lentAtNs.remove(lent) != null) {
        idle.push(lent);
        free.release();
      }
    }

    /** How many may have some at once. */
    int free() {
      return free.availablePermits();
    }
  }

  /**
   * Room for a dictionary, empty.
   *
   * @throws IOException when the process may have no more memory
   */
  ByteBuffer dictionary(int bytes) throws IOException {
    dictionary = atLeast(dictionary, bytes);
    return dictionary.clear().limit(bytes);
  }

  /**
   * Room for content, empty.
   *
   * @throws IOException when the process may have no more memory
   */
  ByteBuffer content(int bytes) throws IOException {
    content = atLeast(content, bytes);
    return content.clear().limit(bytes);
  }

  private static ByteBuffer atLeast(ByteBuffer buffer, int bytes) throws IOException {
    if (buffer.capacity() >= bytes) {
      return buffer;
    }
    try {
      return ByteBuffer.allocateDirect(
          bytes <= SMALL_BYTES
              ? SMALL_BYTES
              : Math.max(Piece.MAX_CONTENT_BYTES, Piece.MAX_DICTIONARY_BYTES));
    } catch (OutOfMemoryError e) {
      // Others hold theirs at disks that hang; this one can be tried again.
      throw new IOException("no memory outside the heap to make a piece: " + e.getMessage(), e);
    }
  }

  /** Leaves it to others, with all that is in it. */
  @Override
  public void close() {
    pool.takeBack(this);
  }
}
