package org.contentmover.agent.assignment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.relay.VerifiedCopies;
import org.contentmover.agent.work.PrivateDirectory;
import org.contentmover.gl.api.OfferReply;

/**
 * All assignments of this server, in memory and on disk. A change is on disk when the call returns.
 * Safe for any thread.
 */
public final class Assignments implements VerifiedCopies {
  private static final Logger LOG = Logger.getLogger(Assignments.class.getName());

  /**
   * A finished copy may still be wanted by a slow neighbour, and an unfinished one be completed by
   * another leader, or after a restart; so long after its last use.
   */
  static final Duration COPY_KEPT = Duration.ofMinutes(10);

  /** So long a result is told again to whoever asks, and a fetch waits for its rest. */
  static final Duration RECORD_KEPT = Duration.ofHours(24);

  /** No name of a hosted site begins with a dot, so this is in nobody's way. */
  private static final String SPOOL = ".spool";

  private static final String WHOLE = ".assignment";
  private static final String PART = ".part";

  private final Path spool;
  private final RecordFiles files;
  private final Clock clock;
  private final Map<UUID, AssignmentRecord> records = new HashMap<>();
  private final Map<UUID, Instant> lastUsed = new HashMap<>();

  /** Those that the disk still says are complete, and whose copies were removed. */
  private final Set<UUID> outdated = new HashSet<>();

  private Assignments(Path spool, RecordFiles files, Clock clock) {
    this.spool = spool;
    this.files = files;
    this.clock = clock;
  }

  /** Opens what is on disk and removes files that belong to no record. */
  public static Assignments open(Path rootDirectory, Path stateDirectory, Clock clock)
      throws IOException {
    Files.createDirectories(rootDirectory);
    Path spool = PrivateDirectory.create(rootDirectory.resolve(SPOOL));
    RecordFiles files = new RecordFiles(stateDirectory.resolve("assignments"));
    Assignments assignments = new Assignments(spool, files, clock);
    for (AssignmentRecord record : files.readAll()) {
      boolean whole =
          record.complete()
              && Files.exists(assignments.file(record.id()))
              && Files.size(assignments.file(record.id())) == record.sizeBytes();
      assignments.records.put(record.id(), record.withComplete(whole));
      assignments.touch(record.id());
    }
    assignments.removeOrphans();
    return assignments;
  }

  private void removeOrphans() throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(spool)) {
      for (Path file : found) {
        String name = file.getFileName().toString();
        boolean known =
            records.values().stream()
                .anyMatch(
                    record ->
                        name.equals(record.id() + PART) || name.startsWith(record.id() + WHOLE));
        if (!known) {
          Files.delete(file);
        }
      }
    }
  }

  public synchronized Optional<AssignmentRecord> record(UUID id) {
    return Optional.ofNullable(records.get(id));
  }

  public synchronized List<AssignmentRecord> all() {
    return List.copyOf(records.values());
  }

  /** Takes in a new record; one that is known stays as it is. */
  public synchronized void add(AssignmentRecord record) {
    if (!records.containsKey(record.id())) {
      files.write(record);
      records.put(record.id(), record);
    }
    touch(record.id());
  }

  /**
   * Changes a record and writes it; returns what it is now.
   *
   * @throws NoSuchElementException when the record is unknown
   */
  public synchronized AssignmentRecord change(UUID id, UnaryOperator<AssignmentRecord> change) {
    AssignmentRecord now = change.apply(record(id).orElseThrow());
    files.write(now);
    outdated.remove(id);
    records.put(id, now);
    touch(id);
    return now;
  }

  /** Where the whole of an assignment is, or is being put together. */
  public Path file(UUID id) {
    return spool.resolve(id + WHOLE);
  }

  /** Where this server fetches an assignment from its beginning on; its length is what is there. */
  public Path part(UUID id) {
    return spool.resolve(id + PART);
  }

  /** The directory whose file system takes in assignments. */
  public Path spool() {
    return spool;
  }

  @Override
  public synchronized Optional<VerifiedCopy> find(UUID assignment) {
    AssignmentRecord record = records.get(assignment);
    if (record == null || !record.complete()) {
      return Optional.empty();
    }
    touch(assignment);
    return Optional.of(
        new VerifiedCopy(
            file(assignment), record.sizeBytes(), record.sizeBytes(), record.sha256()));
  }

  /**
   * Removes copies nobody used and files with gaps nobody filled for {@link #COPY_KEPT}, and
   * records older than {@link #RECORD_KEPT}.
   *
   * @param inUse whether somebody still works with an assignment
   */
  public synchronized void removeOld(Predicate<AssignmentRecord> inUse) {
    for (AssignmentRecord record : List.copyOf(records.values())) {
      if (inUse.test(record)) {
        continue;
      }
      try {
        removeOld(record);
      } catch (UncheckedIOException e) {
        LOG.log(
            Level.WARNING,
            "what is old of assignment {0} is not all removed yet: {1}",
            new Object[] {record.name(), e.getMessage() + ": " + e.getCause()});
      }
    }
  }

  private void removeOld(AssignmentRecord record) {
    UUID id = record.id();
    Instant now = clock.instant();
    if (!lastUsed.get(id).plus(COPY_KEPT).isBefore(now)) {
      return;
    }
    // Before a record is written: a full disk takes none until there is room.
    deleteFile(file(id));
    deleteFile(Path.of(file(id) + OfferReply.FRAMES_SUFFIX));
    if (record.since().plus(RECORD_KEPT).isBefore(now)) {
      deleteFile(part(id));
      files.delete(id);
      records.remove(id);
      lastUsed.remove(id);
      outdated.remove(id);
    } else if (record.complete() || outdated.contains(id)) {
      // Nobody is told any more that it is here, even while the disk does not take that.
      outdated.add(id);
      records.put(id, record.withComplete(false));
      files.write(record.withComplete(false));
      outdated.remove(id);
    }
  }

  private void touch(UUID id) {
    lastUsed.put(id, clock.instant());
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be removed: {1}", new Object[] {file, e.toString()});
    }
  }
}
