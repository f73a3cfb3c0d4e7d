package org.contentmover.ccm.run;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.job.JobDirectory;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.view.RunFilter;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.core.run.Quorum;
import org.contentmover.core.run.Reaction;
import org.contentmover.core.run.RunKind;
import org.contentmover.core.run.RunPolicy;

/** Runs in the database. */
@Stateless
public class RunsBean implements Runs {
  private static final System.Logger LOG = System.getLogger(RunsBean.class.getName());
  private static final Duration LONGEST_HOLD = Duration.ofDays(30);
  private static final int MOST_TOGETHER = 16;

  @PersistenceContext private EntityManager entities;
  @Inject private RunBook book;
  @Inject private RunViews views;
  @Inject private RunStarts starts;
  @Inject private DataDirectory data;
  @Inject private Clock clock;
  @Inject private AuditLog audit;
  @Inject private Jobs jobs;
  @Inject private JobDirectory jobDirectory;
  @Inject private GroupDirectory groups;
  @Inject private Event<RunStarted> started;
  @EJB private RunDriver driver;

  @Override
  public RunView start(UUID jobId, RunOptions options, String idempotencyKey, Actor by) {
    JobView job = jobs.view(jobId);
    RunOrder order = RunOrder.of(job, options, commitAtMillis(options));
    Optional<Run> repeated = starts.repeated(idempotencyKey, RunKind.PUBLISH, order);
    if (repeated.isPresent()) {
      return views.view(repeated.get());
    }
    if (options.commitAt() != null) {
      requireAhead("commitAt", options.commitAt());
    }
    Run run = starts.begin(order, policy(job, order.commitAtMillis()), idempotencyKey, by);
    jobDirectory.ran(job.id(), run.id());
    audit.record(by, "run.start", run.id().toString(), "job " + job.name() + inWords(options));
    entities.flush();
    return views.view(run);
  }

  @Override
  public RunView startTogether(List<UUID> jobIds, String idempotencyKey, Actor by) {
    // Sites are locked in this order, by all who do.
    List<JobView> together =
        jobIds.stream().map(jobs::view).sorted(Comparator.comparing(JobView::site)).toList();
    requireSitesOfTheirOwn(together);
    UUID joint = UUID.randomUUID();
    List<RunOrder> orders =
        together.stream()
            .map(job -> RunOrder.of(job, RunOptions.NONE, RunPolicy.TOGETHER, joint))
            .toList();
    Optional<Run> repeated = starts.repeated(idempotencyKey, RunKind.PUBLISH, orders.get(0));
    if (repeated.isPresent()) {
      requireSameJobs(repeated.get(), together);
      return views.view(repeated.get());
    }
    List<String> names = together.stream().map(JobView::name).toList();
    List<Run> begun = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      JobView job = together.get(i);
      String key = i == 0 ? idempotencyKey : null;
      Run run = starts.begin(orders.get(i), policy(job, orders.get(i).commitAtMillis()), key, by);
      jobDirectory.ran(job.id(), run.id());
      audit.record(by, "run.start", run.id().toString(), "job " + job.name() + " of " + names);
      begun.add(run);
    }
    entities.flush();
    return views.view(begun.get(0));
  }

  private void requireSameJobs(Run begun, List<JobView> together) {
    // The database sorts sites in its own way.
    Set<UUID> before = book.joined(begun).stream().map(Run::job).collect(Collectors.toSet());
    if (!before.equals(together.stream().map(JobView::id).collect(Collectors.toSet()))) {
      throw new Conflict("This idempotency key was used for other jobs: " + begun.title());
    }
  }

  /** Two runs of a site wait for each other's end; neither would come to it. */
  private static void requireSitesOfTheirOwn(List<JobView> together) {
    long sites = together.stream().map(JobView::site).distinct().count();
    if (together.size() < 2 || together.size() > MOST_TOGETHER || sites < together.size()) {
      throw new Invalid(
          "jobs",
          together.stream().map(JobView::name).toList(),
          "2 to " + MOST_TOGETHER + " jobs, each of another hosted site");
    }
  }

  private static String inWords(RunOptions options) {
    String pinned = options.evenIfPinned() ? ", even if pinned" : "";
    if (options.commitAt() != null) {
      return pinned + ", live at " + options.commitAt();
    }
    return options.holds() ? pinned + ", live on order" : pinned;
  }

  private RunPolicy policy(JobView job, long commitAtMillis) {
    RunPolicy times = starts.times();
    return new RunPolicy(
        RunKind.PUBLISH,
        Quorum.parse(job.quorum()),
        Reaction.valueOf(job.onConflict().name()),
        Reaction.valueOf(job.onMissingQuorum().name()),
        job.patience().toMillis(),
        job.deadline().toMillis(),
        times.committingMillis(),
        times.abortingMillis(),
        times.missingAfterMillis(),
        commitAtMillis);
  }

  private long commitAtMillis(RunOptions options) {
    if (options.commitAt() != null) {
      return requireNear("commitAt", options.commitAt()).toEpochMilli();
    }
    return options.holds() ? RunPolicy.ON_ORDER : RunPolicy.AT_ONCE;
  }

  /** Holds for an order that is repeated later, too. */
  private Instant requireNear(String parameter, Instant at) {
    if (at.isBefore(Instant.EPOCH) || at.isAfter(clock.instant().plus(LONGEST_HOLD))) {
      throw notInTime(parameter, at);
    }
    return at;
  }

  private Instant requireAhead(String parameter, Instant at) {
    if (at.isBefore(clock.instant())) {
      throw notInTime(parameter, at);
    }
    return at;
  }

  private static Invalid notInTime(String parameter, Instant at) {
    return new Invalid(
        parameter, at, "a time between now and " + LONGEST_HOLD.toDays() + " days ahead");
  }

  @Override
  public Page<RunSummary> list(RunFilter filter, PageRequest page) {
    String where = where(filter);
    List<Run> runs =
        set(
                filter,
                entities.createQuery(
                    "select r from Run r" + where + " order by r.createdAt desc, r.id", Run.class))
            .setFirstResult(page.offset())
            .setMaxResults(page.limit())
            .getResultList();
    long total =
        set(filter, entities.createQuery("select count(r) from Run r" + where, Long.class))
            .getSingleResult();
    if (total == 0) {
      groups.requireKnown(filter.site(), null);
    }
    return Page.of(views.summaries(runs), page, total);
  }

  private static String where(RunFilter filter) {
    List<String> conditions = new ArrayList<>();
    if (filter.job() != null) {
      conditions.add("r.job = :job");
    }
    if (filter.site() != null) {
      conditions.add("r.site = :site");
    }
    if (filter.active() != null) {
      conditions.add(filter.active() ? "r.endedAt is null" : "r.endedAt is not null");
    }
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  private static <T> TypedQuery<T> set(RunFilter filter, TypedQuery<T> query) {
    if (filter.job() != null) {
      query.setParameter("job", filter.job().toString());
    }
    if (filter.site() != null) {
      query.setParameter("site", filter.site());
    }
    return query;
  }

  @Override
  public RunView view(UUID id) {
    return views.view(find(id));
  }

  @Override
  public RunView abort(UUID id, Actor by) {
    Run run = find(id);
    if (!taken(run, () -> driver.abort(id, by.toString()))) {
      entities.refresh(run);
      throw new Conflict(run.title() + " is " + run.phase() + " and cannot be aborted any more.");
    }
    audit.record(by, "run.abort", id.toString(), "");
    started.fire(new RunStarted(id));
    entities.refresh(run);
    return views.view(run);
  }

  @Override
  public RunView commit(UUID id, Instant at, Actor by) {
    Run run = find(id);
    long atMillis =
        at == null ? RunPolicy.AT_ONCE : requireNear("at", requireAhead("at", at)).toEpochMilli();
    if (!taken(run, () -> driver.commit(id, by.toString(), atMillis))) {
      entities.refresh(run);
      throw new Conflict(
          run.joint() != null && run.phase().isAbortable()
              ? run.title() + " goes live together with others, when all have staged."
              : run.title() + " is " + run.phase() + ", not STAGED; it cannot be made live now.");
    }
    audit.record(by, "run.commit", id.toString(), at == null ? "at once" : "at " + at);
    started.fire(new RunStarted(id));
    entities.flush();
    entities.refresh(run);
    return views.view(run);
  }

  /** Unlike a step of the run itself, an order is not tried again. */
  private boolean taken(Run run, BooleanSupplier order) {
    try {
      return order.getAsBoolean();
    } catch (RunStopped e) {
      LOG.log(System.Logger.Level.WARNING, "An order for run " + run.id() + " was not taken", e);
      throw new Conflict(
          run.title()
              + ": the order was not taken: "
              + data.unusable(e.unusable())
              + ", then order it again.");
    }
  }

  private Run find(UUID id) {
    return Optional.ofNullable(id).flatMap(book::find).orElseThrow(() -> new NotFound("run", id));
  }
}
