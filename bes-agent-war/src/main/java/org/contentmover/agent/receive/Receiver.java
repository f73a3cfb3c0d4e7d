package org.contentmover.agent.receive;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.assignment.AssignmentRecord;
import org.contentmover.agent.assignment.Assignments;
import org.contentmover.agent.config.ServerRole;
import org.contentmover.agent.fetch.FetchThreads;
import org.contentmover.agent.fetch.GapFiller;
import org.contentmover.agent.segment.SegmentLink;
import org.contentmover.gl.api.AssignmentOffer;
import org.contentmover.gl.api.FetchReply;
import org.contentmover.gl.api.OfferReply;
import org.contentmover.gl.api.RangesWanted;
import org.contentmover.gl.api.ReceivedAssignment;

/**
 * What a member does with what its leader sends. Every event may come again. Safe for any thread;
 * no method waits for the network.
 */
public final class Receiver {
  private static final Logger LOG = Logger.getLogger(Receiver.class.getName());

  /** Kept free beside a spool file, so that reports and records can always be written. */
  static final long SPARE_BYTES = 16L * 1024 * 1024;

  /** Free bytes where assignments are received. */
  public interface FreeSpace {
    long bytes() throws IOException;
  }

  private final ServerRole role;
  private final Assignments assignments;
  private final AssignmentWork work;
  private final EarlyWork early;
  private final SegmentLink segment;
  private final GapFiller gaps;
  private final FreeSpace freeSpace;
  private final FetchThreads fetches;
  private final Clock clock;
  private final Map<UUID, Long> fills = new ConcurrentHashMap<>();
  private final AtomicLong fillNumbers = new AtomicLong();

  public Receiver(
      ServerRole role,
      Assignments assignments,
      AssignmentWork work,
      EarlyWork early,
      SegmentLink segment,
      GapFiller gaps,
      FreeSpace freeSpace,
      FetchThreads fetches,
      Clock clock) {
    this.role = role;
    this.assignments = assignments;
    this.work = work;
    this.early = early;
    this.segment = segment;
    this.gaps = gaps;
    this.freeSpace = freeSpace;
    this.fetches = fetches;
    this.clock = clock;
  }

  /** LD-2: has it already, receives it, or says why not. */
  public void offered(AssignmentOffer offer, OfferReply reply) {
    UUID id = offer.assignmentId();
    Optional<AssignmentRecord> known = assignments.record(id);
    if (role == ServerRole.RELAY) {
      reply.notAddressed();
    } else if (known.map(r -> r.complete() || r.result().isPresent()).orElse(false)) {
      reply.alreadyHave();
      work.carryOut(id);
    } else {
      receive(offer, known, reply);
    }
  }

  private void receive(AssignmentOffer offer, Optional<AssignmentRecord> known, OfferReply reply) {
    UUID id = offer.assignmentId();
    try {
      long free = freeSpace.bytes();
      boolean begun = known.isPresent() && Files.exists(assignments.file(id));
      if (!begun && offer.sizeBytes() > free - SPARE_BYTES) {
        reply.refuse(
            "receiving needs "
                + offer.sizeBytes()
                + " bytes and "
                + SPARE_BYTES
                + " to spare, "
                + free
                + " bytes are free in "
                + assignments.spool()
                + "; make room there");
        return;
      }
    } catch (IOException e) {
      reply.refuse(assignments.spool() + " is not usable: " + e);
      return;
    }
    if (known.isEmpty()) {
      assignments.add(
          AssignmentRecord.heardOf(
              id, offer.name(), offer.sizeBytes(), offer.sha256(), clock.instant()));
    }
    reply.receive(assignments.file(id));
    assignments.record(id).ifPresent(early::begin);
  }

  /** A verified file: kept in mind on disk before this returns, then carried out. */
  public void received(ReceivedAssignment received) {
    UUID id = received.assignmentId();
    fills.remove(id);
    Optional<AssignmentRecord> known = assignments.record(id);
    if (known.isEmpty()) {
      LOG.log(Level.WARNING, "assignment {0} was received but never offered; left alone", id);
      return;
    }
    if (!known.get().complete() && known.get().result().isEmpty()) {
      assignments.change(id, record -> record.withComplete(true));
    }
    work.carryOut(id);
  }

  /** LD-5: fetches what multicast did not bring; a later wish replaces an earlier one. */
  public void rangesWanted(RangesWanted wanted, FetchReply reply) {
    UUID id = wanted.assignmentId();
    Optional<AssignmentRecord> known = assignments.record(id);
    if (known.isEmpty() || known.get().complete()) {
      return;
    }
    Long number = fillNumbers.incrementAndGet();
    fills.put(id, number);
    String sha256 = known.get().sha256();
    try {
      fetches.execute(
          known.get().sizeBytes(),
          () -> {
            boolean filled =
                gaps.fill(wanted, sha256, reply::fetched, () -> !number.equals(fills.get(id)));
            if (fills.remove(id, number) && filled) {
              filled(id);
            }
          });
    } catch (RuntimeException | Error e) {
      fills.remove(id, number); // It got no thread: nothing is being fetched.
      throw e;
    }
  }

  private void filled(UUID id) {
    try {
      segment.rangesFilled(id);
    } catch (ResourceException e) {
      LOG.log(Level.WARNING, "the connector does not take what was fetched of " + id, e);
    }
  }

  /** Whether ranges of an assignment are being fetched. */
  public boolean isFilling(UUID id) {
    return fills.containsKey(id);
  }
}
