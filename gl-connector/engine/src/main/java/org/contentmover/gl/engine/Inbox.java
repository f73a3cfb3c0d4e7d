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
 *
 * <p>A stream of datagrams of a patient channel is looked at every {@value #PATIENCE_NS} ns: to
 * wake the loop for each frame costs more than the frame.
 */
final class Inbox {
  private static final int SMALLEST_BUFFER_BYTES = 2_048;
  private static final long PATIENCE_NS = 2_000_000;

  /** So many do not wait any longer, however fast they come. */
  private static final int LONGEST_STREAK = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Datagram> free = new ArrayDeque<>();
  private final LongAdder datagramsDropped = new LongAdder();
  private List<Runnable> filling = new ArrayList<>();
  private List<Runnable> taken = new ArrayList<>();
  private boolean waiting;
  private boolean urgent;
  private boolean streaming;

  /** A task for the loop; called from any thread. */
  void post(Runnable task) {
    lock.lock();
    try {
      filling.add(task);
      urgent = true;
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
    return new ChannelSink(maxWaitingBytes, handler, false);
  }

  /** A sink for a channel whose datagrams may wait a little, when they come one after the other. */
  DatagramSink patientSink(int maxWaitingBytes, Consumer<ByteBuffer> handler) {
    return new ChannelSink(maxWaitingBytes, handler, true);
  }

  /**
   * Takes everything that arrived; waits for something until the deadline. The list and its
   * datagrams are valid until the next call. Called by the loop only.
   */
  List<Runnable> take(long deadlineNs) throws InterruptedException {
    lock.lock();
    try {
      giveBack();
      awaitWork(deadlineNs);
      // Of a stream once something patient has come; the next look may find that it is over.
      streaming = !filling.isEmpty() && !urgent;
      urgent = false;
      List<Runnable> batch = filling;
      filling = taken;
      taken = batch;
      return batch;
    } finally {
      waiting = false;
      lock.unlock();
    }
  }

  private void awaitWork(long deadlineNs) throws InterruptedException {
    long nowNs = MonotonicClock.nowNs();
    long lookAtNs = nowNs + PATIENCE_NS;
    while (nowNs < deadlineNs && !urgent && filling.size() < LONGEST_STREAK) {
      if (streaming && nowNs >= lookAtNs) {
        streaming = false;
      }
      if (!streaming && !filling.isEmpty()) {
        return;
      }
      waiting = true;
      long untilNs = streaming ? Math.min(lookAtNs, deadlineNs) : deadlineNs;
      arrived.awaitNanos(untilNs - nowNs);
      waiting = false;
      nowNs = MonotonicClock.nowNs();
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
    private final boolean patient;
    private int waitingBytes;

    ChannelSink(int maxWaitingBytes, Consumer<ByteBuffer> handler, boolean patient) {
      this.maxWaitingBytes = maxWaitingBytes;
      this.handler = handler;
      this.patient = patient;
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
        urgent |= !patient;
        if (!patient || !streaming || filling.size() >= LONGEST_STREAK) {
          signal();
        }
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
