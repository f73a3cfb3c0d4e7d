package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.core.run.RunKind;
import org.contentmover.core.run.RunPolicy;

/** Begins runs, the same one for the same idempotency key. Works in the caller's transaction. */
@ApplicationScoped
public class RunStarts {
  @Inject private RunBook book;
  @Inject private GroupDirectory groups;
  @Inject private Clock clock;
  @Inject private CcmConfiguration configuration;
  @Inject private Event<RunStarted> started;

  /**
   * The run that was started with this key before.
   *
   * @throws Conflict when the key was used for something else
   */
  Optional<Run> repeated(String idempotencyKey, RunKind kind, RunOrder order) {
    if (idempotencyKey == null) {
      return Optional.empty();
    }
    if (idempotencyKey.isBlank() || idempotencyKey.length() > 200) {
      throw new Invalid("Idempotency-Key", idempotencyKey, "1 to 200 characters");
    }
    // Whoever sends it twice at once waits here, and finds what the other one has begun.
    groups.lockSite(order.site());
    Optional<Run> run = book.byIdempotencyKey(idempotencyKey);
    if (run.isPresent() && !(run.get().kind() == kind && isFor(order, run.get()))) {
      throw new Conflict("This idempotency key was used for another run: " + run.get().title());
    }
    return run;
  }

  private static boolean isFor(RunOrder order, Run run) {
    return Objects.equals(run.job(), order.job())
        && run.site().equals(order.site())
        && run.group().equals(order.group())
        && (run.joint() == null) == (order.joint() == null)
        && run.source().leadsTo(order.source())
        && run.wasOrderedFor(order.commitAtMillis());
  }

  /**
   * Begins one.
   *
   * @throws org.contentmover.ccm.problem.NotFound when the group has just been removed
   */
  Run begin(RunOrder order, RunPolicy policy, String idempotencyKey, Actor by) {
    groups.lockSite(order.site());
    groups.shadow(order.site(), order.group());
    UUID id = UUID.randomUUID();
    Run run = new Run(id, order, policy, idempotencyKey, clock.instant(), by.toString());
    book.add(run);
    book.note(
        run,
        order.reason() == null
            ? "Started by " + by + "."
            : "Ordered by " + by + ": " + order.reason());
    started.fire(new RunStarted(id));
    return run;
  }

  /** The times of the CCM's configuration. */
  RunPolicy times() {
    return new RunPolicy(
        RunPolicy.DEFAULT.kind(),
        RunPolicy.DEFAULT.quorum(),
        RunPolicy.DEFAULT.onConflict(),
        RunPolicy.DEFAULT.onMissingQuorum(),
        RunPolicy.DEFAULT.patienceMillis(),
        RunPolicy.DEFAULT.stagingMillis(),
        configuration.committing().toMillis(),
        RunPolicy.DEFAULT.abortingMillis(),
        configuration.missingAfter().toMillis(),
        RunPolicy.AT_ONCE);
  }
}
