package org.contentmover.ccm.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.run.Previewing;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.NewPreview;
import org.contentmover.ccm.run.view.PreviewView;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** All jobs; starts their runs. */
@Named
@RequestScoped
public class JobsPage {
  @Inject Jobs jobService;
  @Inject Runs runs;
  @Inject Previewing previews;
  @Inject Caller caller;

  private List<JobView> jobs;
  private List<String> chosen = List.of();

  @PostConstruct
  void read() {
    jobs = EveryItem.of(jobService::list);
  }

  /** Goes on to the page of the new run. */
  @PageAction(Permission.PUBLISH)
  public String start(UUID job) {
    RunView run = runs.start(job, RunOptions.NONE, null, caller.person());
    return "run?faces-redirect=true&id=" + run.summary().id();
  }

  /** Stages only; the page of the run has it go live. */
  @PageAction(Permission.PUBLISH)
  public String stage(UUID job) {
    RunOptions options = new RunOptions(false, true, null);
    RunView run = runs.start(job, options, null, caller.person());
    return "run?faces-redirect=true&id=" + run.summary().id();
  }

  /** Goes on to the page of the preview. */
  @PageAction(Permission.PUBLISH)
  public String preview(String job) {
    PreviewView preview = previews.start(NewPreview.ofJob(job), caller.person());
    return "preview?faces-redirect=true&id=" + preview.id();
  }

  /** Goes on to the page of one of the new runs, which shows all of them. */
  @PageAction(Permission.PUBLISH)
  public String startTogether() {
    List<UUID> wanted =
        jobs.stream().filter(job -> chosen.contains(job.name())).map(JobView::id).toList();
    RunView run = runs.startTogether(wanted, null, caller.person());
    return "run?faces-redirect=true&id=" + run.summary().id();
  }

  /** Whether there are jobs of several sites. */
  public boolean isSeveral() {
    return jobs.stream().map(JobView::site).distinct().count() > 1;
  }

  /** Names of the jobs that are to run together. */
  public List<String> getChosen() {
    return chosen;
  }

  public void setChosen(List<String> chosen) {
    this.chosen = List.copyOf(chosen);
  }

  public List<JobView> getJobs() {
    return jobs;
  }
}
