package org.contentmover.agent.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.Notification.Source;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.gl.api.ByteRange;

/**
 * Brings whole assignments here, however often it breaks on the way (DT-5, DT-6). What is here
 * already is not fetched again: the beginning an earlier fetch left, or what the multicast of an
 * earlier leader brought. Safe for any thread; a fetch holds its thread.
 */
public final class AssignmentFetcher {
  private static final Logger LOG = Logger.getLogger(AssignmentFetcher.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** What was left by an earlier process may have been wrong, or one byte on the way. */
  private static final int LEAST_WRONG_HASHES = 3;

  private static final long SLOWEST_HASH_BYTES_PER_SECOND = 20_000_000;

  /** Waits, but not on when the fetch is cancelled. */
  public interface Pause {
    void pause(Duration longest, BooleanSupplier cancelled);
  }

  /**
   * A file that the multicast of an earlier leader filled in part. Its owner writes to it too, so
   * only the owner can say when it is whole.
   */
  public interface Spool {
    /** What lacks; empty when the owner knows nothing of the assignment (any more). */
    Optional<List<ByteRange>> missing(UUID assignment);

    /** What lacked is written; the owner verifies and tells. */
    void filled(UUID assignment);
  }

  private final ByteSource bytes;
  private final Supplier<String> tokenForCcm;
  private final Clock clock;
  private final Pause pause;
  private final FileSystemOps ops;

  /**
   * A fetcher.
   *
   * @param tokenForCcm this server's own token: the CCM takes no fetch tickets
   */
  public AssignmentFetcher(
      ByteSource bytes, Supplier<String> tokenForCcm, Clock clock, Pause pause) {
    this(bytes, tokenForCcm, clock, pause, FileSystemOps.REAL);
  }

  AssignmentFetcher(
      ByteSource bytes, Supplier<String> tokenForCcm, Clock clock, Pause pause, FileSystemOps ops) {
    this.bytes = bytes;
    this.tokenForCcm = tokenForCcm;
    this.clock = clock;
    this.pause = pause;
    this.ops = ops;
  }

  /**
   * What to fetch and where to put it.
   *
   * @param part receives a fetch from the beginning on; its length is what is there
   * @param whole where the complete file is in the end; the spool's file, too
   */
  public record Wish(
      UUID assignment,
      long sizeBytes,
      String sha256,
      String fetchTicket,
      Instant deadline,
      Path part,
      Path whole,
      Spool spool) {}

  /**
   * Fetches until the whole is there and verified, or gives up.
   *
   * @param sources asked anew for every round, because a later notification may name others
   * @param ended asked all the time: cancelled, or the spool's owner has the whole
   * @return whether the whole is there by this fetch; false when it ended otherwise
   * @throws FetchFailed at the deadline, or when the sources keep giving wrong bytes
   */
  public boolean fetch(
      Wish wish, Supplier<List<Source>> sources, FetchProgress progress, BooleanSupplier ended)
      throws FetchFailed {
    Trouble trouble = new Trouble(wish);
    boolean spoolTried = false;
    while (!ended.getAsBoolean()) {
      trouble.requireTimely(clock.instant());
      long before = progress.presentBytes();
      try {
        Optional<List<ByteRange>> gaps =
            spoolTried ? Optional.empty() : wish.spool().missing(wish.assignment());
        if (gaps.isPresent() && Files.exists(wish.whole())) {
          if (bring(wish, wish.whole(), gaps.get(), trouble.inTurn(sources), progress, ended)) {
            spoolTried = true;
            wish.spool().filled(wish.assignment());
            pause.pause(timeToHash(wish.sizeBytes()), ended);
          }
        } else if (bring(
                wish, wish.part(), afterEnd(wish), trouble.inTurn(sources), progress, ended)
            && finish(wish)) {
          return true;
        }
      } catch (SourceFailed | WrongHash | IOException e) {
        trouble.met(e);
      }
      if (progress.presentBytes() > before) {
        trouble.over();
      } else {
        pause.pause(trouble.nextPause(), ended);
      }
    }
    return false;
  }

  private boolean bring(
      Wish wish,
      Path file,
      List<ByteRange> lacking,
      List<Source> sources,
      FetchProgress progress,
      BooleanSupplier ended)
      throws IOException, SourceFailed {
    progress.present(wish.sizeBytes() - lacking.stream().mapToLong(ByteRange::length).sum());
    if (lacking.isEmpty()) {
      return true;
    }
    RangeFetch fetch = new RangeFetch(bytes, source -> bearer(source, wish), wish.sha256());
    return fetch
        .once(file, lacking, sources, piece -> progress.fetched(piece.length()), ended)
        .isEmpty();
  }

  private boolean finish(Wish wish) throws IOException, WrongHash {
    if (!Digests.sha256(wish.part()).equals(wish.sha256())) {
      Files.delete(wish.part());
      throw new WrongHash("what was fetched does not hash to " + wish.sha256());
    }
    // Whoever is told that the whole is here writes that down.
    ops.sync(wish.part());
    ops.rename(wish.part(), wish.whole());
    ops.sync(wish.whole().toAbsolutePath().getParent());
    return true;
  }

  private static List<ByteRange> afterEnd(Wish wish) throws IOException {
    long present = Files.exists(wish.part()) ? Files.size(wish.part()) : 0;
    return present >= wish.sizeBytes()
        ? List.of()
        : List.of(new ByteRange(present, wish.sizeBytes() - present));
  }

  private String bearer(Source source, Wish wish) {
    return source.isCcm() ? tokenForCcm.get() : wish.fetchTicket();
  }

  private static Duration timeToHash(long bytes) {
    return Duration.ofSeconds(30 + bytes / SLOWEST_HASH_BYTES_PER_SECOND);
  }

  /** What went wrong so far, and how patient that makes. */
  private static final class Trouble {
    private final Wish wish;
    private String last = "no source was asked yet";
    private Duration pause = FIRST_PAUSE;
    private int wrongHashes;
    private int mostWrongHashes = LEAST_WRONG_HASHES;

    Trouble(Wish wish) {
      this.wish = wish;
    }

    void requireTimely(Instant now) throws FetchFailed {
      if (now.isAfter(wish.deadline())) {
        throw new FetchFailed("not fetched until the deadline " + wish.deadline() + ": " + last);
      }
    }

    void met(Exception problem) throws FetchFailed {
      String text = problem instanceof IOException ? problem.toString() : problem.getMessage();
      if (!text.equals(last)) {
        LOG.log(
            Level.INFO,
            "assignment {0} does not come on: {1}",
            new Object[] {wish.assignment(), text});
      }
      last = text;
      if (problem instanceof WrongHash) {
        wrongHashes++;
        if (wrongHashes >= mostWrongHashes) {
          throw new FetchFailed(last + ", " + wrongHashes + " times; the sources are damaged");
        }
      }
    }

    /**
     * After wrong bytes another source begins than did before: who gives all of it is asked alone,
     * so the others would never be. Each has a turn from the first byte on before it is given up:
     * of the first round a part may have been here.
     */
    List<Source> inTurn(Supplier<List<Source>> named) {
      List<Source> sources = new ArrayList<>(named.get());
      mostWrongHashes = Math.max(LEAST_WRONG_HASHES, sources.size() + 1);
      Collections.rotate(sources, -wrongHashes);
      return sources;
    }

    void over() {
      pause = FIRST_PAUSE;
    }

    Duration nextPause() {
      Duration now = pause;
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      return now;
    }
  }

  /** All bytes are there, but they are not the assignment. */
  private static final class WrongHash extends Exception {
    private static final long serialVersionUID = 1L;

    WrongHash(String message) {
      super(message);
    }
  }
}
