package org.contentmover.agent.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.Notification.Source;
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
  private static final int MOST_WRONG_HASHES = 3;

  /** Waits, but not on when the fetch is cancelled. */
  public interface Pause {
    void pause(Duration longest, BooleanSupplier cancelled);
  }

  private final ByteSource bytes;
  private final Supplier<String> tokenForCcm;
  private final Clock clock;
  private final Pause pause;

  /**
   * A fetcher.
   *
   * @param tokenForCcm this server's own token: the CCM takes no fetch tickets
   */
  public AssignmentFetcher(
      ByteSource bytes, Supplier<String> tokenForCcm, Clock clock, Pause pause) {
    this.bytes = bytes;
    this.tokenForCcm = tokenForCcm;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * What to fetch and where to put it.
   *
   * @param part receives a fetch from the beginning on; its length is what is there
   * @param whole where the complete file is in the end; while the multicast of a leader filled it,
   *     at its full size with gaps
   * @param gaps of the whole, when somebody knows them
   */
  public record Wish(
      UUID assignment,
      long sizeBytes,
      String sha256,
      String fetchTicket,
      Instant deadline,
      Path part,
      Path whole,
      Function<UUID, Optional<List<ByteRange>>> gaps) {}

  /**
   * Fetches until the whole is there and verified, or gives up.
   *
   * @param sources asked anew for every round, because a later notification may name others
   * @return false when it was cancelled
   * @throws FetchFailed at the deadline, or when the sources keep giving wrong bytes
   */
  public boolean fetch(
      Wish wish, Supplier<List<Source>> sources, FetchProgress progress, BooleanSupplier cancelled)
      throws FetchFailed {
    Duration nextPause = FIRST_PAUSE;
    int wrongHashes = 0;
    String last = "no source was asked yet";
    String logged = "";
    while (!cancelled.getAsBoolean()) {
      if (clock.instant().isAfter(wish.deadline())) {
        throw new FetchFailed("not fetched until the deadline " + wish.deadline() + ": " + last);
      }
      long before = progress.presentBytes();
      try {
        if (round(wish, sources.get(), progress, cancelled)) {
          return true;
        }
      } catch (WrongHash e) {
        last = e.getMessage();
        wrongHashes++;
        if (wrongHashes == MOST_WRONG_HASHES) {
          throw new FetchFailed(last + ", " + wrongHashes + " times; the sources are damaged");
        }
      } catch (SourceFailed e) {
        last = e.getMessage();
      } catch (IOException e) {
        last = e.toString();
      }
      if (progress.presentBytes() > before) {
        nextPause = FIRST_PAUSE;
      } else {
        if (!last.equals(logged)) {
          LOG.log(
              Level.INFO,
              "assignment {0} does not come on: {1}",
              new Object[] {wish.assignment(), last});
          logged = last;
        }
        pause.pause(nextPause, cancelled);
        nextPause = nextPause.multipliedBy(2);
        nextPause = nextPause.compareTo(LONGEST_PAUSE) < 0 ? nextPause : LONGEST_PAUSE;
      }
    }
    return false;
  }

  private boolean round(
      Wish wish, List<Source> sources, FetchProgress progress, BooleanSupplier cancelled)
      throws IOException, SourceFailed, WrongHash {
    Optional<List<ByteRange>> gaps = wish.gaps().apply(wish.assignment());
    boolean filling = gaps.isPresent() && Files.exists(wish.whole());
    Path file = filling ? wish.whole() : wish.part();
    List<ByteRange> lacking = filling ? gaps.get() : afterEnd(wish);
    progress.present(wish.sizeBytes() - lacking.stream().mapToLong(ByteRange::length).sum());
    if (!lacking.isEmpty()) {
      RangeFetch fetch = new RangeFetch(bytes, source -> bearer(source, wish), wish.sha256());
      if (!fetch.once(file, lacking, sources, progress::fetched, cancelled).isEmpty()) {
        return false;
      }
    }
    if (!Digests.sha256(file).equals(wish.sha256())) {
      if (!filling) {
        Files.delete(file);
      }
      throw new WrongHash("what was fetched does not hash to " + wish.sha256());
    }
    if (!filling) {
      Files.move(file, wish.whole(), StandardCopyOption.ATOMIC_MOVE);
    }
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

  /** All bytes are there, but they are not the assignment. */
  private static final class WrongHash extends Exception {
    private static final long serialVersionUID = 1L;

    WrongHash(String message) {
      super(message);
    }
  }
}
