package org.contentmover.ccm.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.contentmover.ccm.setup.LeastProgress;

/**
 * The body of an answer, read as it comes, with a limit to how long nothing may come: that of a
 * request ends with the head of its answer, and who loses power in the middle of a body closes no
 * connection. Who sends a byte now and then holds it no longer either. Holds two parts of the body
 * at most. One reader.
 */
final class PatientBody extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
  /** What came, or the end of it. */
  private record Arrived(List<ByteBuffer> bytes, boolean last, Throwable failure) {}

  private final Duration longestSilence;
  private final LeastProgress least;
  private LeastProgress.Watch watch;
  private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
  private final Deque<ByteBuffer> unread = new ArrayDeque<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private boolean ended;

  private PatientBody(Duration longestSilence, LeastProgress least) {
    this.longestSilence = longestSilence;
    this.least = least;
    this.watch = least.watch();
  }

  /**
   * Reads answers so.
   *
   * @param longestSilence without a byte, after which reading fails
   * @param least what has to come; less fails, too
   */
  static HttpResponse.BodyHandler<InputStream> handler(
      Duration longestSilence, LeastProgress least) {
    return head -> new PatientBody(longestSilence, least);
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription made) {
    if (subscription.complete(made)) {
      made.request(1);
    } else {
      made.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    arrived.add(new Arrived(bytes, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    arrived.add(new Arrived(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    arrived.add(new Arrived(List.of(), true, null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (unread.isEmpty() && !ended) {
      take();
    }
    if (unread.isEmpty()) {
      return -1;
    }
    ByteBuffer next = unread.element();
    int read = Math.min(length, next.remaining());
    next.get(target, offset, read);
    if (!next.hasRemaining()) {
      unread.remove();
    }
    return read;
  }

  private void take() throws IOException {
    Arrived next;
    long sinceNs = System.nanoTime();
    try {
      next = arrived.poll(longestSilence.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the CCM is being stopped");
    }
    if (next == null) {
      throw new HttpTimeoutException("sent nothing for " + longestSilence.toMillis() + " ms");
    }
    if (next.failure() != null) {
      throw new IOException(next.failure().getMessage(), next.failure());
    }
    next.bytes().stream().filter(ByteBuffer::hasRemaining).forEach(unread::add);
    ended = next.last();
    long cameBytes = next.bytes().stream().mapToLong(ByteBuffer::remaining).sum();
    watch = watch.waited(System.nanoTime() - sinceNs, cameBytes);
    if (!ended && watch.isTooSlow()) {
      throw new HttpTimeoutException("sent only " + watch.bytes() + ", not " + least);
    }
    if (!ended) {
      subscription.join().request(1);
    }
  }

  @Override
  public void close() {
    ended = true;
    unread.clear();
    // There is one from the first byte on; a body that is closed before gets none.
    if (!subscription.cancel(false)) {
      subscription.join().cancel();
    }
  }
}
