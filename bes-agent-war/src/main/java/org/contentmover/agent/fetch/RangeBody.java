package org.contentmover.agent.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.contentmover.gl.api.ByteRange;

/**
 * Hands a body to a sink as it arrives, never more than asked for, and nothing after {@link #stop}.
 * Called by threads of the HTTP client, one at a time.
 */
final class RangeBody implements HttpResponse.BodySubscriber<Void> {
  private final ByteSource.Sink sink;
  private final long wantedBytes;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private volatile long receivedBytes;
  private boolean stopped;

  RangeBody(ByteRange range, ByteSource.Sink sink) {
    this.sink = sink;
    this.wantedBytes = range.length();
  }

  long receivedBytes() {
    return receivedBytes;
  }

  /** When this returns, the sink is not called any more. */
  synchronized void stop() {
    stopped = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public CompletionStage<Void> getBody() {
    return done;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    if (stopped) {
      newSubscription.cancel();
    } else {
      newSubscription.request(1);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    if (stopped) {
      return;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        take(buffer);
      }
      subscription.request(1);
    } catch (IOException e) {
      stop();
      done.completeExceptionally(e);
    }
  }

  private void take(ByteBuffer buffer) throws IOException {
    int bytes = buffer.remaining();
    if (bytes > wantedBytes - receivedBytes) {
      throw new IOException("the source sends more than the " + wantedBytes + " bytes asked for");
    }
    sink.accept(buffer);
    receivedBytes = receivedBytes + bytes;
  }

  @Override
  public void onError(Throwable failure) {
    done.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    if (receivedBytes == wantedBytes) {
      done.complete(null);
    } else {
      done.completeExceptionally(
          new EOFException("ended after " + receivedBytes + " of " + wantedBytes + " bytes"));
    }
  }
}
