package org.contentmover.ccm.version.plan;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.run.view.PlanView;
import org.contentmover.ccm.version.statement.StatementBook;
import org.contentmover.core.manifest.ContentHash;

/** Plans as runs see them. Works in the caller's transaction. */
@ApplicationScoped
public class Plans {
  @PersistenceContext private EntityManager entities;
  @Inject private Clock clock;
  @Inject private StatementBook statements;
  @Inject private Event<PlanWanted> wanted;

  /**
   * Sees to it that somebody works on the run's plan; harmless when somebody does, or when it is
   * settled.
   */
  public void ensure(UUID run, String site, String group, PlanSource source) {
    PublishPlan plan =
        entities.find(PublishPlan.class, run.toString(), LockModeType.PESSIMISTIC_WRITE);
    boolean isNew = plan == null;
    if (isNew) {
      plan = new PublishPlan(run, source);
    }
    boolean signed =
        !isNew
            && plan.isUnsigned()
            && !statements.isMissing(site, group, ContentHash.fromHex(plan.targetManifest()));
    if (signed) {
      plan.signed();
    }
    if (isNew || signed || plan.isDiscarded() || plan.isAbandoned(clock.instant())) {
      wanted.fire(
          new PlanWanted(run, plan.begin(clock.instant()), site, group, source.stagingArea()));
    }
    if (isNew) {
      entities.persist(plan);
    }
  }

  /** What became of it, once it is settled or waits for somebody. */
  public Optional<PlanOutcome> outcome(UUID run) {
    return Optional.ofNullable(entities.find(PublishPlan.class, run.toString()))
        .map(PublishPlan::outcome)
        .filter(it -> it.status().isSettled() || it.status() == PlanStatus.UNSIGNED);
  }

  /** Whether its assignment has its number, be it written or not. */
  public boolean isNumbered(UUID run) {
    PublishPlan plan = entities.find(PublishPlan.class, run.toString());
    return plan != null && plan.hasNumbers();
  }

  /**
   * Forgets the plan: who works on it notices and stops. It begins anew when it is needed, with the
   * tree that was signed for if one was.
   */
  public void discard(UUID run) {
    PublishPlan plan =
        entities.find(PublishPlan.class, run.toString(), LockModeType.PESSIMISTIC_WRITE);
    if (plan != null) {
      plan.discard();
    }
  }

  /** Null when there is none. */
  public PlanView view(UUID run) {
    PublishPlan plan = entities.find(PublishPlan.class, run.toString());
    return plan == null || plan.isDiscarded() ? null : plan.view();
  }
}
