package org.contentmover.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.contentmover.content.apply.AssignmentOutcome;
import org.contentmover.content.apply.ContentInterpreter;
import org.contentmover.content.assignment.ArrivedBytes;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.ReceivedAssignment;
import org.contentmover.gl.bare.BareMember;
import org.contentmover.gl.bare.BareMember.Carried;

/**
 * What an agent does with an assignment: stages it while it comes, carries it out when all of it is
 * there. Every assignment has a site of its own.
 */
final class SiteCarrying implements BareMember.Carrying {
  private static final int VERSIONS_TO_KEEP = 2;

  /** As the agent's. */
  private static final int PAUSE_MS = 50;

  private final SigningKey key;
  private final Map<UUID, OpenSite> sites = new ConcurrentHashMap<>();

  SiteCarrying(SigningKey key) {
    this.key = key;
  }

  private record OpenSite(ContentInterpreter interpreter, TimedSyncs disk) {}

  @Override
  public void receiving(UUID assignment, Path file, Supplier<Optional<List<ByteRange>>> missing) {
    if (!sites.containsKey(assignment)) {
      sites.put(assignment, open(file));
      Thread early = new Thread(() -> prepare(assignment, file, missing), "early staging");
      early.setDaemon(true);
      early.start();
    }
  }

  private OpenSite open(Path file) {
    TimedSyncs disk = new TimedSyncs();
    try {
      return new OpenSite(
          ContentInterpreter.open(
              SiteMember.site(file),
              keyId -> keyId.equals(key.keyId()) ? Optional.of(key.publicKey()) : Optional.empty(),
              Clock.systemUTC(),
              VERSIONS_TO_KEEP,
              disk),
          disk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void prepare(UUID assignment, Path file, Supplier<Optional<List<ByteRange>>> missing) {
    try {
      boolean more = false;
      for (OpenSite site = sites.get(assignment); site != null; site = sites.get(assignment)) {
        TimeUnit.MILLISECONDS.sleep(more ? 0 : PAUSE_MS);
        ArrivedBytes arrived = arrived(missing.get());
        more = site.interpreter().prepare(new AssignmentId(assignment), file, arrived);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ArrivedBytes arrived(Optional<List<ByteRange>> missing) {
    if (missing.isEmpty()) {
      return (offset, length) -> false;
    }
    NavigableMap<Long, Long> gaps = new TreeMap<>();
    missing.get().forEach(range -> gaps.put(range.offset(), range.end()));
    return ArrivedBytes.allBut(gaps);
  }

  @Override
  public Carried carryOut(ReceivedAssignment received) throws IOException {
    OpenSite site = sites.remove(received.assignmentId());
    try (ContentInterpreter interpreter = site.interpreter()) {
      double before = site.disk().seconds();
      AssignmentOutcome outcome = interpreter.carryOut(received.path());
      if (!outcome.succeeded()) {
        return new Carried(Outcome.FAILED, outcome.detail());
      }
      return new Carried(Outcome.COMMITTED, "synced=" + (site.disk().seconds() - before));
    }
  }
}
