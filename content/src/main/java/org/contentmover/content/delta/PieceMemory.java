package org.contentmover.content.delta;

import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/**
 * Room outside the heap for a piece and its dictionary (CM-3): a server's heap is small, and arrays
 * of 8 MiB find no place in what others leave of it. Two threads of a process have some at a time,
 * whoever else wants some waits; so it is 36 MiB at most, however many sites are worked on. It
 * grows with what is asked for and is used again as long as the process lives, for nothing else
 * would free it at a known time.
 *
 * <p>{@link #take} may be called by any thread that has none; the rest by the one that took it.
 */
final class PieceMemory implements AutoCloseable {
  private static final int AT_ONCE = 2;

  /** What most pieces are content with. */
  private static final int SMALL_BYTES = 1 << 20;

  private static final Semaphore FREE = new Semaphore(AT_ONCE, true);
  private static final Deque<PieceMemory> IDLE = new ArrayDeque<>();

  private ByteBuffer dictionary = ByteBuffer.allocateDirect(0);
  private ByteBuffer content = ByteBuffer.allocateDirect(0);

  private PieceMemory() {}

  /**
   * Waits for its turn, which comes when others have made their piece and written it.
   *
   * @throws InterruptedIOException when the thread is interrupted meanwhile; it stays so
   */
  static PieceMemory take() throws InterruptedIOException {
    try {
      FREE.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before there was room to make a piece");
    }
    synchronized (IDLE) {
      return IDLE.isEmpty() ? new PieceMemory() : IDLE.pop();
    }
  }

  /** Room for a dictionary, empty. */
  ByteBuffer dictionary(int bytes) {
    dictionary = atLeast(dictionary, bytes);
    return dictionary.clear().limit(bytes);
  }

  /** Room for content, empty. */
  ByteBuffer content(int bytes) {
    content = atLeast(content, bytes);
    return content.clear().limit(bytes);
  }

  private static ByteBuffer atLeast(ByteBuffer buffer, int bytes) {
    if (buffer.capacity() >= bytes) {
      return buffer;
    }
    return ByteBuffer.allocateDirect(
        bytes <= SMALL_BYTES
            ? SMALL_BYTES
            : Math.max(Piece.MAX_CONTENT_BYTES, Piece.MAX_DICTIONARY_BYTES));
  }

  /** Leaves it to others, with all that is in it. */
  @Override
  public void close() {
    synchronized (IDLE) {
      IDLE.push(this);
    }
    FREE.release();
  }
}
