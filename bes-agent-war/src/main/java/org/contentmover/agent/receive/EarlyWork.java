package org.contentmover.agent.receive;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.assignment.AssignmentRecord;
import org.contentmover.agent.assignment.Assignments;
import org.contentmover.agent.segment.SegmentLink;
import org.contentmover.agent.site.Sites;
import org.contentmover.content.assignment.ArrivedBytes;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.gl.api.ByteRange;

/**
 * Has assignments staged while they are being received: looks now and then what has come, and gives
 * the site's queue a small piece of work each time. Safe for any thread; holds one only while it
 * looks.
 */
public final class EarlyWork {
  private static final Logger LOG = Logger.getLogger(EarlyWork.class.getName());
  static final Duration PAUSE = Duration.ofMillis(50);

  /** What is smaller is staged in no time. */
  static final long SMALLEST_BYTES = 1024 * 1024;

  private final Assignments assignments;
  private final Sites sites;
  private final SegmentLink segment;
  private final PublicKeyLookup ccmKeys;
  private final Later later;
  private final Set<UUID> watched = ConcurrentHashMap.newKeySet();

  /** Does something on another thread after a while. */
  @FunctionalInterface
  public interface Later {
    void after(Duration wait, Runnable action);
  }

  public EarlyWork(
      Assignments assignments,
      Sites sites,
      SegmentLink segment,
      PublicKeyLookup ccmKeys,
      Later later) {
    this.assignments = assignments;
    this.sites = sites;
    this.segment = segment;
    this.ccmKeys = ccmKeys;
    this.later = later;
  }

  /** An assignment is going to be received; harmless when that is known. */
  public void begin(AssignmentRecord record) {
    if (record.sizeBytes() >= SMALLEST_BYTES && watched.add(record.id())) {
      lookLater(record.id(), null, PAUSE);
    }
  }

  private void lookLater(UUID id, AssignmentHeader known, Duration wait) {
    try {
      later.after(wait, () -> look(id, known));
    } catch (RejectedExecutionException e) {
      watched.remove(id); // The agent stops.
    }
  }

  private void look(UUID id, AssignmentHeader known) {
    boolean goesOn = false;
    try {
      Optional<AssignmentRecord> record = assignments.record(id);
      boolean over = record.isEmpty() || record.get().result().isPresent();
      if (!over && record.get().complete()) {
        return; // Whoever carries it out does the rest.
      }
      Optional<List<ByteRange>> missing = over ? Optional.empty() : segment.missing(id);
      if (missing.isEmpty()) {
        abandon(known);
        return;
      }
      Path file = assignments.file(id);
      ArrivedBytes arrived = arrived(missing.get());
      AssignmentHeader header = known == null ? header(file, arrived) : known;
      if (header == null) {
        lookLater(id, null, PAUSE);
      } else {
        sites.execute(header.hostedSite(), () -> prepare(header, file, arrived));
      }
      goesOn = true;
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINE, "assignment {0} is not looked at any more: the agent stops", id);
    } catch (ResourceException | RuntimeException e) {
      LOG.log(Level.WARNING, "assignment " + id + " is not staged before all of it has come", e);
    } finally {
      if (!goesOn) {
        watched.remove(id);
      }
    }
  }

  private void prepare(AssignmentHeader header, Path file, ArrivedBytes arrived) {
    UUID id = header.assignmentId().value();
    boolean more = sites.prepare(header, file, arrived);
    lookLater(id, header, more ? Duration.ZERO : PAUSE);
  }

  private void abandon(AssignmentHeader header) {
    if (header != null) {
      sites.execute(header.hostedSite(), () -> sites.abandon(header));
    }
  }

  /** Null while what comes before the data is not there. */
  private AssignmentHeader header(Path file, ArrivedBytes arrived) {
    try {
      if (AssignmentReader.canBeOpened(file, arrived)) {
        try (AssignmentReader reader = AssignmentReader.open(file, ccmKeys)) {
          return reader.header();
        }
      }
    } catch (IOException | AssignmentRejected e) {
      // Not there yet, on its way from memory, or wrong: then it is said when all has come.
      LOG.log(Level.FINE, "{0} cannot be read yet: {1}", new Object[] {file, e.getMessage()});
    }
    return null;
  }

  private static ArrivedBytes arrived(List<ByteRange> missing) {
    NavigableMap<Long, Long> gaps = new TreeMap<>();
    missing.forEach(range -> gaps.put(range.offset(), range.end()));
    return ArrivedBytes.allBut(gaps);
  }
}
