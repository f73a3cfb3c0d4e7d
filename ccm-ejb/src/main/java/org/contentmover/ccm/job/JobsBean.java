package org.contentmover.ccm.job;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Revisions;
import org.contentmover.ccm.site.GroupDirectory;

/** Job definitions in the database. */
@Stateless
public class JobsBean implements Jobs {
  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private Clock clock;
  @Inject private GroupDirectory groups;
  @Inject private RunPhases runPhases;

  @Override
  public Page<JobView> list(PageRequest page) {
    List<JobView> items =
        entities
            .createQuery("select j from Job j order by j.name", Job.class)
            .setFirstResult(page.offset())
            .setMaxResults(page.limit())
            .getResultStream()
            .map(this::view)
            .toList();
    long total = entities.createQuery("select count(j) from Job j", Long.class).getSingleResult();
    return Page.of(items, page, total);
  }

  @Override
  public JobView view(UUID id) {
    return view(find(id));
  }

  @Override
  public List<JobView> watching() {
    return entities
        .createQuery(
            "select j from Job j where j.publishWhenQuietMillis is not null order by j.name",
            Job.class)
        .getResultStream()
        .map(this::view)
        .toList();
  }

  @Override
  public void watched(UUID id, String stagingArea, String problem) {
    Job job = entities.find(Job.class, id.toString());
    if (job == null || !job.watches(stagingArea)) {
      return;
    }
    if (problem.isEmpty()) {
      job.watchedWell();
    } else {
      job.watchedInVain(problem, clock.instant());
    }
  }

  @Override
  public JobView viewByName(String name) {
    return view(byName(name).orElseThrow(() -> new NotFound("job", name)));
  }

  @Override
  public JobView create(NewJob request, Actor by) {
    NewJob checked = checked(request);
    if (byName(checked.name()).isPresent()) {
      throw new Conflict("There is a job \"" + checked.name() + "\" already.");
    }
    Job job = new Job(UUID.randomUUID(), clock.instant());
    job.set(checked);
    entities.persist(job);
    audit.record(
        by,
        "job.create",
        checked.name(),
        checked.type() + " " + checked.site() + "/" + checked.group());
    entities.flush();
    return view(job);
  }

  @Override
  public JobView change(UUID id, NewJob request, Long expectedRevision, Actor by) {
    Job job = find(id);
    Revisions.require("job", job.name(), expectedRevision, job.revision());
    NewJob checked = checked(request);
    if (!checked.name().equals(job.name()) && byName(checked.name()).isPresent()) {
      throw new Conflict("There is a job \"" + checked.name() + "\" already.");
    }
    job.set(checked);
    audit.record(by, "job.change", checked.name(), "");
    entities.flush();
    return view(job);
  }

  @Override
  public void remove(UUID id, Actor by) {
    Job job = find(id);
    if (runPhases.isRunning(id)) {
      throw new Conflict(
          "Job \"" + job.name() + "\" is running. Abort the run or wait for its end.");
    }
    entities.remove(job);
    audit.record(by, "job.remove", job.name(), "");
  }

  /** The names must mean something, and the staging area must be the site's. */
  private NewJob checked(NewJob request) {
    NewJob checked = JobRules.check(request);
    groups.shadow(checked.site(), checked.group());
    String areaSite = groups.stagingArea(checked.stagingArea()).site();
    if (!areaSite.equals(checked.site())) {
      throw new Conflict(
          "Staging area \""
              + checked.stagingArea()
              + "\" belongs to site \""
              + areaSite
              + "\", not to \""
              + checked.site()
              + "\".");
    }
    return checked;
  }

  private Job find(UUID id) {
    Job job = id == null ? null : entities.find(Job.class, id.toString());
    if (job == null) {
      throw new NotFound("job", id);
    }
    return job;
  }

  private Optional<Job> byName(String name) {
    return entities
        .createQuery("select j from Job j where j.name = :name", Job.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }

  private JobView view(Job job) {
    return job.view(runPhases.phase(job.lastRun()));
  }
}
