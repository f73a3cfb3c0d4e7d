package org.contentmover.agent.fetch;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.Notification.Source;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.RangesWanted;

/**
 * Fetches from the leader what multicast did not bring (LD-5). Keeps trying for some minutes; a
 * leader that is gone by then has a successor who announces anew. Safe for any thread; a fetch
 * holds its thread.
 */
public final class GapFiller {
  private static final Logger LOG = Logger.getLogger(GapFiller.class.getName());
  private static final Duration TRIED_FOR = Duration.ofMinutes(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ByteSource bytes;
  private final Clock clock;
  private final AssignmentFetcher.Pause pause;

  public GapFiller(ByteSource bytes, Clock clock, AssignmentFetcher.Pause pause) {
    this.bytes = bytes;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Fills the gaps.
   *
   * @param sha256 of the whole assignment
   * @param fetched told of everything that was written, soon after it was
   * @return whether all ranges are in the file now
   */
  public boolean fill(
      RangesWanted wanted, String sha256, Consumer<ByteRange> fetched, BooleanSupplier cancelled) {
    Instant until = clock.instant().plus(TRIED_FOR);
    RangeFetch fetch = new RangeFetch(bytes, source -> wanted.ticket(), sha256);
    List<Source> leader = List.of(new Source("leader", URI.create(wanted.sourceUrl())));
    List<ByteRange> lacking = wanted.ranges();
    while (!cancelled.getAsBoolean() && clock.instant().isBefore(until)) {
      FetchedParts parts = new FetchedParts(fetched);
      try {
        lacking = fetch.once(wanted.path(), lacking, leader, parts::add, cancelled);
        if (lacking.isEmpty()) {
          return true;
        }
      } catch (SourceFailed | IOException e) {
        LOG.log(
            Level.INFO,
            "assignment {0} is not completed yet: {1}",
            new Object[] {wanted.assignmentId(), e.toString()});
        pause.pause(PAUSE, cancelled);
      } finally {
        parts.tellRest();
      }
    }
    return false;
  }
}
