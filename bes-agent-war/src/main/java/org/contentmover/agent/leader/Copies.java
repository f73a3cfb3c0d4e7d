package org.contentmover.agent.leader;

import jakarta.resource.ResourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.assignment.AssignmentRecord;
import org.contentmover.agent.assignment.Assignments;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.agent.fetch.AssignmentFetcher;
import org.contentmover.agent.fetch.FetchFailed;
import org.contentmover.agent.fetch.FetchProgress;
import org.contentmover.agent.segment.SegmentLink;
import org.contentmover.gl.api.ByteRange;

/**
 * Sees to it that this server has a complete copy of what it was notified of. Safe for any thread;
 * a fetch holds its thread.
 */
final class Copies implements AssignmentFetcher.Spool {
  private static final Logger LOG = Logger.getLogger(Copies.class.getName());

  private final Assignments assignments;
  private final AssignmentFetcher fetcher;
  private final SegmentLink segment;

  Copies(Assignments assignments, AssignmentFetcher fetcher, SegmentLink segment) {
    this.assignments = assignments;
    this.fetcher = fetcher;
    this.segment = segment;
  }

  Path file(UUID assignment) {
    return assignments.file(assignment);
  }

  /**
   * Fetches what lacks.
   *
   * @return false when it was cancelled
   */
  boolean bring(
      Notification told,
      Supplier<List<Notification.Source>> sources,
      FetchProgress progress,
      BooleanSupplier cancelled)
      throws FetchFailed {
    UUID id = told.assignment();
    if (isComplete(id)) {
      progress.present(told.sizeBytes());
      return true;
    }
    AssignmentFetcher.Wish wish =
        new AssignmentFetcher.Wish(
            id,
            told.sizeBytes(),
            told.sha256(),
            told.fetchTicket(),
            told.deadline(),
            assignments.part(id),
            assignments.file(id),
            this);
    boolean fetched =
        fetcher.fetch(wish, sources, progress, () -> cancelled.getAsBoolean() || isComplete(id));
    if (fetched) {
      assignments.change(id, record -> record.withComplete(true));
    }
    progress.present(isComplete(id) ? told.sizeBytes() : progress.presentBytes());
    return isComplete(id) && !cancelled.getAsBoolean();
  }

  /** Whether an assignment was carried out here. */
  boolean isDone(UUID id) {
    return assignments.record(id).map(record -> record.result().isPresent()).orElse(false);
  }

  /** The segment may complete it while it is fetched. */
  private boolean isComplete(UUID id) {
    return assignments.record(id).map(AssignmentRecord::complete).orElse(false);
  }

  @Override
  public Optional<List<ByteRange>> missing(UUID id) {
    try {
      return segment.missing(id);
    } catch (ResourceException e) {
      LOG.log(Level.FINE, "the connector cannot say what lacks of " + id, e);
      return Optional.empty();
    }
  }

  /** The segment verifies it and delivers it like everything it receives. */
  @Override
  public void filled(UUID id) {
    try {
      segment.rangesFilled(id);
    } catch (ResourceException e) {
      LOG.log(Level.WARNING, "the connector does not take what was fetched of " + id, e);
    }
  }
}
