package org.contentmover.gl.engine;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.contentmover.gl.group.DatagramSink;
import org.contentmover.gl.work.MonotonicClock;

/**
 * What waits for the one thread that drives the machines: datagrams and tasks, from many threads,
 * in the order of their arrival.
 *
 * <p>A datagram costs one copy, into a buffer that is used again. What a channel may have waiting
 * is bounded; beyond that its datagrams are dropped and counted, as a full socket buffer would.
 * Tasks are never dropped.
 */
final class Inbox {
  private static final int SMALLEST_BUFFER_BYTES = 2_048;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Datagram> free = new ArrayDeque<>();
  private final LongAdder datagramsDropped = new LongAdder();
  private List<Runnable> filling = new ArrayList<>();
  private List<Runnable> taken = new ArrayList<>();
  private boolean waiting;

  /** A task for the loop; called from any thread. */
  void post(Runnable task) {
    lock.lock();
    try {
      filling.add(task);
      signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A sink for one channel.
   *
   * @param maxWaitingBytes of its datagrams, as they lie in memory
   * @param handler called by the loop; the buffer is valid only during the call
   */
  DatagramSink sink(int maxWaitingBytes, Consumer<ByteBuffer> handler) {
    return new ChannelSink(maxWaitingBytes, handler);
  }

  /**
   * Takes everything that arrived; waits for something until the deadline. The list and its
   * datagrams are valid until the next call. Called by the loop only.
   */
  List<Runnable> take(long deadlineNs) throws InterruptedException {
    lock.lock();
    try {
      giveBack();
      long leftNs = deadlineNs - MonotonicClock.nowNs();
      while (filling.isEmpty() && leftNs > 0) {
        waiting = true;
        leftNs = arrived.awaitNanos(leftNs);
        waiting = false;
      }
      List<Runnable> batch = filling;
      filling = taken;
      taken = batch;
      return batch;
    } finally {
      waiting = false;
      lock.unlock();
    }
  }

  /** Datagrams that found no room. */
  long datagramsDropped() {
    return datagramsDropped.sum();
  }

  private void giveBack() {
    for (Runnable done : taken) {
      if (done instanceof Datagram datagram) {
        datagram.channel.waitingBytes -= datagram.capacity();
        free.addLast(datagram);
      }
    }
    taken.clear();
  }

  private void signal() {
    if (waiting) {
      arrived.signal();
    }
  }

  private final class ChannelSink implements DatagramSink {
    private final int maxWaitingBytes;
    private final Consumer<ByteBuffer> handler;
    private int waitingBytes;

    ChannelSink(int maxWaitingBytes, Consumer<ByteBuffer> handler) {
      this.maxWaitingBytes = maxWaitingBytes;
      this.handler = handler;
    }

    @Override
    public void onDatagram(byte[] buffer, int offset, int length) {
      lock.lock();
      try {
        Datagram datagram = buffer(length);
        if (waitingBytes + datagram.capacity() > maxWaitingBytes) {
          free.addLast(datagram);
          datagramsDropped.increment();
          return;
        }
        waitingBytes += datagram.capacity();
        datagram.fill(this, buffer, offset, length);
        filling.add(datagram);
        signal();
      } finally {
        lock.unlock();
      }
    }

    private Datagram buffer(int length) {
      Datagram datagram = free.pollLast();
      return datagram != null && datagram.capacity() >= length
          ? datagram
          : new Datagram(Math.max(length, SMALLEST_BUFFER_BYTES));
    }
  }

  private static final class Datagram implements Runnable {
    private final ByteBuffer buffer;
    private ChannelSink channel;

    Datagram(int capacity) {
      buffer = ByteBuffer.allocate(capacity);
    }

    int capacity() {
      return buffer.capacity();
    }

    void fill(ChannelSink from, byte[] source, int offset, int length) {
      channel = from;
      buffer.clear().put(source, offset, length).flip();
    }

    @Override
    public void run() {
      channel.handler.accept(buffer);
    }
  }
}
