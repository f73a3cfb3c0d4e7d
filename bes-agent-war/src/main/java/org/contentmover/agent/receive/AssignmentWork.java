package org.contentmover.agent.receive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.assignment.AssignmentRecord;
import org.contentmover.agent.assignment.Assignments;
import org.contentmover.agent.site.Sites;
import org.contentmover.agent.work.Texts;
import org.contentmover.content.apply.AssignmentOutcome;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.Outcome;

/**
 * Carries complete assignments out, each once at a time, and tells the result. The result is on
 * disk before it is told; without one the work is done again after a restart, which gives the same
 * answer. Safe for any thread.
 */
public final class AssignmentWork {
  private static final Logger LOG = Logger.getLogger(AssignmentWork.class.getName());

  private final ServerName self;
  private final Assignments assignments;
  private final Sites sites;
  private final PublicKeyLookup ccmKeys;
  private final Executor threads;
  private final Clock clock;
  private final ResultReports reports;
  private final Set<UUID> running = ConcurrentHashMap.newKeySet();

  /** Of those running, the ones that found no thread yet. */
  private final Set<UUID> waiting = ConcurrentHashMap.newKeySet();

  public AssignmentWork(
      ServerName self,
      Assignments assignments,
      Sites sites,
      PublicKeyLookup ccmKeys,
      Executor threads,
      Clock clock,
      ResultReports reports) {
    this.self = self;
    this.assignments = assignments;
    this.sites = sites;
    this.ccmKeys = ccmKeys;
    this.threads = threads;
    this.clock = clock;
    this.reports = reports;
  }

  /** Whether an assignment is being carried out, or waits for its turn. */
  public boolean isRunning(UUID id) {
    return running.contains(id);
  }

  /**
   * Has a complete assignment carried out, unless that was or is being done; returns at once. What
   * finds no thread waits for {@link #goOn}: it was received whole, and whoever gave it away must
   * not take it for failed.
   */
  public void carryOut(UUID id) {
    AssignmentRecord record = assignments.record(id).orElseThrow();
    if (record.result().isPresent()) {
      reports.tell(record);
    } else if (running.add(id) && !begin(id)) {
      LOG.log(Level.WARNING, "assignment {0} has to wait for a thread", id);
    }
  }

  /** To be called now and then: begins what waits only because there was no thread for it once. */
  public void goOn() {
    for (UUID id : waiting) {
      if (waiting.remove(id) && !begin(id)) {
        return;
      }
    }
  }

  /** What fails otherwise does not run: whoever comes with it again has to find it so. */
  private boolean begin(UUID id) {
    try {
      threads.execute(() -> route(id));
      return true;
    } catch (RejectedExecutionException e) {
      waiting.add(id);
      return false;
    } catch (RuntimeException | Error e) {
      running.remove(id);
      throw e;
    }
  }

  /** After a start: all that was received and not finished, all that may not have been told. */
  public void resume() {
    for (AssignmentRecord record : assignments.all()) {
      if (record.result().isPresent() || (record.complete() && record.concerns(self))) {
        carryOut(record.id());
      }
    }
  }

  /** The header says which sites' queues it belongs to. */
  private void route(UUID id) {
    Path file = assignments.file(id);
    AssignmentHeader header;
    List<HostedSite> names;
    try (AssignmentReader reader = AssignmentReader.open(file, ccmKeys)) {
      header = reader.header();
      names = reader.sites();
    } catch (AssignmentRejected e) {
      finish(id, failed(id, e.reason() + ": " + e.getMessage()));
      return;
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.SEVERE, "assignment " + id + " cannot be read from " + file, e);
      finish(id, failed(id, "the received file cannot be read: " + e));
      return;
    }
    if (!header.assignmentId().value().equals(id)) {
      finish(id, failed(id, "the file is assignment " + header.assignmentId()));
      return;
    }
    try {
      sites.execute(names, () -> carryOut(header, names, file));
    } catch (RejectedExecutionException e) {
      // The sites keep it, and go on by themselves.
      LOG.log(Level.WARNING, "assignment {0} has to wait for a thread of its site", id);
    }
  }

  private void carryOut(AssignmentHeader header, List<HostedSite> names, Path file) {
    UUID id = header.assignmentId().value();
    MemberReport result;
    try {
      result = report(id, sites.carryOut(header, names, file));
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "assignment " + id + " failed unexpectedly", e);
      result = failed(id, "unexpected failure, see the log of this server: " + e);
    }
    finish(id, result);
    if (result.outcome() == Outcome.COMMITTED) {
      // Now, not before the next staging: file systems make files slowly after many were deleted.
      names.forEach(sites::prune);
    }
  }

  private void finish(UUID id, MemberReport result) {
    try {
      LOG.log(
          result.outcome() == Outcome.FAILED ? Level.WARNING : Level.INFO,
          "assignment {0}: {1}, live version {2} {3}",
          new Object[] {
            id, result.outcome(), Long.toString(result.liveVersion()), result.reason()
          });
      reports.tell(assignments.change(id, record -> record.withResult(result)));
    } finally {
      running.remove(id);
    }
  }

  private MemberReport report(UUID id, AssignmentOutcome outcome) {
    String reason = outcome.detail() == null ? "" : outcome.detail();
    if (outcome.reason() != null) {
      reason = outcome.reason() + ": " + reason;
    }
    return new MemberReport(
        id,
        apiOutcome(outcome.result()),
        Texts.atMostBytes(reason, MemberReport.MAX_REASON_BYTES),
        outcome.bytesWritten(),
        outcome.liveVersion(),
        clock.millis());
  }

  private MemberReport failed(UUID id, String reason) {
    return new MemberReport(
        id,
        Outcome.FAILED,
        Texts.atMostBytes(reason, MemberReport.MAX_REASON_BYTES),
        0,
        0,
        clock.millis());
  }

  private static Outcome apiOutcome(AssignmentOutcome.Result result) {
    switch (result) {
      case STAGED:
        return Outcome.STAGED;
      case COMMITTED:
        return Outcome.COMMITTED;
      case ROLLED_BACK:
        return Outcome.ROLLED_BACK;
      case ABORTED:
        return Outcome.ABORTED;
      default:
        return Outcome.FAILED;
    }
  }
}
