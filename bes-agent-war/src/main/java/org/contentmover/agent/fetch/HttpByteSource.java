package org.contentmover.agent.fetch;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.contentmover.gl.api.ByteRange;

/**
 * Range requests by java.net.http. A source from which nothing came for a while is left (DT-5, the
 * minimum rate in its simplest form). Safe for any thread; a read holds its thread.
 */
public final class HttpByteSource implements ByteSource {
  private static final long POLL_MS = 100;

  private final HttpClient client;
  private final Duration longestSilence;

  /**
   * Reads with a client.
   *
   * @param longestSilence without a byte, after which a source is left
   */
  public HttpByteSource(HttpClient client, Duration longestSilence) {
    this.client = client;
    this.longestSilence = longestSilence;
  }

  @Override
  public void read(Request asked, Sink sink, BooleanSupplier cancelled) throws SourceFailed {
    ByteRange range = asked.range();
    HttpRequest request =
        HttpRequest.newBuilder(asked.url())
            .header("Authorization", "Bearer " + asked.bearer())
            .header("Range", "bytes=" + range.offset() + "-" + (range.end() - 1))
            .header("Accept", "application/octet-stream, application/problem+json")
            .GET()
            .build();
    RangeBody body = new RangeBody(range, sink);
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(
            request,
            head -> {
              RangeAnswer.check(asked, head);
              return body;
            });
    try {
      await(asked, answer, body, cancelled);
    } finally {
      body.stop();
      answer.cancel(true);
    }
  }

  private void await(
      Request asked,
      CompletableFuture<HttpResponse<Void>> answer,
      RangeBody body,
      BooleanSupplier cancelled)
      throws SourceFailed {
    long seenBytes = 0;
    long lastNewsNs = System.nanoTime();
    while (true) {
      try {
        answer.get(POLL_MS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        long nowNs = System.nanoTime();
        if (body.receivedBytes() != seenBytes) {
          seenBytes = body.receivedBytes();
          lastNewsNs = nowNs;
        }
        if (nowNs - lastNewsNs > longestSilence.toNanos()) {
          throw new SourceFailed(
              asked.url() + " sent nothing for " + longestSilence.toMillis() + " ms");
        }
        if (cancelled.getAsBoolean()) {
          throw new SourceFailed("fetch from " + asked.url() + " was given up");
        }
      } catch (ExecutionException e) {
        throw failure(asked, innermost(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SourceFailed("fetch from " + asked.url() + " was interrupted", e);
      }
    }
  }

  private static SourceFailed failure(Request asked, Throwable reason) {
    String text = asked.url() + ": " + (reason.getMessage() == null ? reason : reason.getMessage());
    return reason instanceof SourceBusy.Answer
        ? new SourceBusy(text)
        : new SourceFailed(text, reason);
  }

  /** What the client reports, without the wrappings it came in. */
  private static Throwable innermost(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }
}
