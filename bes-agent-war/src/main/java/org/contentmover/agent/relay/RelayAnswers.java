package org.contentmover.agent.relay;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.contentmover.agent.web.EntityTags;
import org.contentmover.agent.web.FileBody;
import org.contentmover.agent.web.Problem;
import org.contentmover.agent.web.RequestedRange;

/**
 * Answers {@code GET /agent/assignments/<id>/content}: ranges of verified copies, all requests
 * together within the configured rate. Safe for any thread; a request holds its thread while it
 * waits for its share of the rate, so their number is bounded and the rest is asked to come again.
 */
public final class RelayAnswers {
  /** More at once would only slow each other down and hold the threads that serve live content. */
  static final int MOST_AT_ONCE = 8;

  private final VerifiedCopies copies;
  private final RateBound rate;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  public RelayAnswers(VerifiedCopies copies, RateBound rate) {
    this.copies = copies;
    this.rate = rate;
  }

  /** Answers one request that the security filter let through. */
  public void answer(UUID assignment, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<VerifiedCopies.VerifiedCopy> copy = copies.find(assignment);
    if (copy.isEmpty()) {
      Problem.notFound("This server has no complete copy of assignment " + assignment + ".")
          .send(response);
      return;
    }
    if (!places.tryAcquire()) {
      response.setHeader("Retry-After", "1");
      Problem.unavailable("This server already serves " + MOST_AT_ONCE + " fetches.")
          .send(response);
      return;
    }
    try (FileChannel file = FileChannel.open(copy.get().path(), StandardOpenOption.READ)) {
      send(copy.get(), file, request, response);
    } catch (NoSuchFileException e) {
      Problem.notFound("The copy of assignment " + assignment + " was just removed.")
          .send(response);
    } finally {
      places.release();
    }
  }

  private void send(
      VerifiedCopies.VerifiedCopy copy,
      FileChannel file,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    String tag = "\"" + copy.sha256() + "\"";
    response.setHeader("ETag", tag);
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("Cache-Control", "no-store");
    boolean ranged = EntityTags.rangeHolds(request.getHeader("If-Range"), tag);
    RequestedRange range =
        RequestedRange.of(ranged ? request.getHeader("Range") : null, copy.verifiedUpTo());
    if (range.kind() == RequestedRange.Kind.UNSATISFIABLE) {
      response.setHeader("Content-Range", range.contentRange(copy.sizeBytes()));
      Problem.rangeNotSatisfiable("The assignment has " + copy.sizeBytes() + " bytes.")
          .send(response);
      return;
    }
    if (range.kind() == RequestedRange.Kind.PART) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader("Content-Range", range.contentRange(copy.sizeBytes()));
    }
    response.setContentType("application/octet-stream");
    response.setContentLengthLong(range.length());
    if (!request.getMethod().equals("HEAD")) {
      FileBody.send(
          file, range.from(), range.length(), response.getOutputStream(), this::nextPiece);
    }
  }

  private int nextPiece(int mostBytes) throws IOException {
    int piece = rate.pieceBytes(mostBytes);
    try {
      TimeUnit.NANOSECONDS.sleep(rate.reserve(piece, System.nanoTime()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server stops");
    }
    return piece;
  }
}
