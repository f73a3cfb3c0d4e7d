package org.contentmover.ccm.run;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.version.plan.Plans;
import org.contentmover.core.run.JointVerdict;
import org.contentmover.core.run.RunEffect;
import org.contentmover.core.run.RunEvent;
import org.contentmover.core.run.RunMachine;
import org.contentmover.core.run.RunPhase;
import org.contentmover.core.run.RunState;
import org.contentmover.core.run.RunStep;

/**
 * Steps runs (docs/protocol/run.md). Each call is one transaction that locks the run, tells the
 * machine what the database knows, and saves what it says together with its effects. Nothing is
 * kept in memory: any node goes on with any run, also after a crash in the middle (SC-5).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RunDriver {
  /** A run passes at most so many phases at once; more would be an endless loop. */
  private static final int MAX_PHASES = 12;

  @Inject private RunBook book;
  @Inject private RunEvents events;
  @Inject private RunWork work;
  @Inject private JointOrders orders;
  @Inject private RunAssignments assignments;
  @Inject private Plans plans;
  @Inject private Clock clock;

  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public List<UUID> active() {
    return book.active().stream().map(Run::id).toList();
  }

  /** Goes on with a run as far as it gets now. */
  public void drive(UUID id) {
    Optional<Run> run = book.lock(id);
    orStop(
        () -> {
          run.ifPresent(this::goOn);
          run.ifPresent(this::decideTogether);
        });
  }

  /** Whoever called can tell people what the data directory lacks. */
  private static void orStop(Runnable work) {
    try {
      work.run();
    } catch (UncheckedIOException e) {
      throw new RunStopped(e);
    }
  }

  private void goOn(Run run) {
    for (int i = 0; i < MAX_PHASES; i++) {
      RunState before = book.state(run);
      if (step(run, before, events.of(run, before)) == before.phase()) {
        return;
      }
    }
  }

  /** All that go live together are locked: they are told in one transaction, or none is. */
  private void decideTogether(Run run) {
    List<Run> joined = book.joined(run);
    if (givesUpUnsigned(joined)) {
      return;
    }
    switch (JointVerdict.of(joined.stream().map(Run::phase).toList())) {
      case GO_LIVE -> {
        orders.order(joined.stream().filter(it -> it.phase() == RunPhase.STAGED).toList());
        tellEach(joined, new RunEvent.CommitOrdered("its joint update: all is staged", 0));
      }
      case GIVE_UP -> tellEach(joined, new RunEvent.AbortRequested(whoGaveUp(joined)));
      case WAIT -> {}
    }
  }

  /** What was allowed when it was staged may not be any more: servers would switch in part. */
  private boolean givesUpUnsigned(List<Run> joined) {
    if (JointVerdict.of(joined.stream().map(Run::phase).toList()) != JointVerdict.GO_LIVE) {
      return false;
    }
    Optional<String> unsigned =
        joined.stream()
            .filter(run -> run.phase() == RunPhase.STAGED)
            .flatMap(run -> assignments.unsigned(run, committedUntil(run)).stream())
            .findFirst();
    unsigned.ifPresent(
        what ->
            tellEach(
                joined,
                new RunEvent.AbortRequested(
                    "its joint update, for no publisher's statement counts any more: " + what)));
    return unsigned.isPresent();
  }

  private Instant committedUntil(Run run) {
    return clock.instant().plusMillis(book.state(run).policy().committingMillis());
  }

  private static String whoGaveUp(List<Run> joined) {
    return joined.stream()
        .filter(run -> JointVerdict.of(List.of(run.phase())) == JointVerdict.GIVE_UP)
        .map(run -> "its joint update: the run of " + run.site() + " comes to nothing")
        .findFirst()
        .orElseThrow();
  }

  private void tellEach(List<Run> joined, RunEvent event) {
    for (Run each : joined) {
      step(each, book.state(each), List.of(event));
    }
  }

  /** Tells a run that somebody wants it aborted; whether it could be. */
  public boolean abort(UUID id, String by) {
    Run run = book.lock(id).orElseThrow();
    RunState before = book.state(run);
    if (!before.phase().isAbortable()) {
      return false;
    }
    orStop(
        () -> {
          step(run, before, List.of(new RunEvent.AbortRequested(by)));
          decideTogether(run);
        });
    return true;
  }

  /** Tells a run when it goes live; whether it can, and does not go with others. */
  public boolean commit(UUID id, String by, long atMillis) {
    Run run = book.lock(id).orElseThrow();
    RunState before = book.state(run);
    if (before.phase() != RunPhase.STAGED || run.joint() != null) {
      return false;
    }
    orStop(() -> step(run, before, List.of(new RunEvent.CommitOrdered(by, atMillis))));
    return true;
  }

  private RunPhase step(Run run, RunState from, List<RunEvent> happened) {
    RunState state = from;
    Deque<RunEvent> queue = new ArrayDeque<>(happened);
    while (!queue.isEmpty()) {
      RunStep step = RunMachine.step(state, queue.poll(), clock.millis());
      boolean waitsAnew =
          step.state().phase() == RunPhase.WAITING && state.phase() == RunPhase.RESERVING;
      book.save(run, state, step.state());
      state = step.state();
      if (waitsAnew) {
        plans.discard(run.id());
      }
      for (RunEffect effect : step.effects()) {
        work.carryOut(run, state, effect).ifPresent(queue::addLast);
      }
    }
    return state.phase();
  }
}
