package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobType;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.job.view.WaitPolicy;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.StagingAreas;
import org.contentmover.ccm.site.view.ContentGroupView;
import org.contentmover.ccm.site.view.HostedSiteView;
import org.contentmover.ccm.site.view.StagingAreaView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** One job: create, change, remove. */
@Named
@ViewScoped
public class JobPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject Jobs jobs;
  @Inject private HostedSites sites;
  @Inject private ContentGroups groups;
  @Inject private StagingAreas areas;
  @Inject private Caller caller;

  /** Name in the address of the page; null for a new job. */
  private String job;

  private UUID id;
  private Long revision;
  private String name;
  private String site;
  private String group;
  private String stagingArea;
  private String quorum;
  private WaitPolicy onConflict;
  private WaitPolicy onMissingQuorum;
  private ShownTime patience = new ShownTime(Duration.ofHours(1), ChronoUnit.MINUTES);
  private ShownTime deadline = new ShownTime(Duration.ofHours(1), ChronoUnit.MINUTES);
  private ShownTime quiet = new ShownTime(null, ChronoUnit.SECONDS);

  /** Why it does not publish by itself, null when it does or is not to. */
  private String watchProblem;

  private Instant watchProblemSince;

  /** Fills the form with the job that is changed, or with what a new one begins with. */
  public void read() {
    if (job == null) {
      quorum = "50%";
      onConflict = WaitPolicy.WAIT;
      onMissingQuorum = WaitPolicy.WAIT;
      return;
    }
    JobView view = jobs.viewByName(job);
    id = view.id();
    revision = view.revision();
    name = view.name();
    site = view.site();
    group = view.group();
    stagingArea = view.stagingArea();
    quorum = view.quorum();
    onConflict = view.onConflict();
    onMissingQuorum = view.onMissingQuorum();
    patience = new ShownTime(view.patience(), ChronoUnit.MINUTES);
    deadline = new ShownTime(view.deadline(), ChronoUnit.MINUTES);
    quiet = new ShownTime(view.publishWhenQuietFor(), ChronoUnit.SECONDS);
    if (view.watchTrouble() != null) {
      watchProblem = view.watchTrouble().problem();
      watchProblemSince = view.watchTrouble().since();
    }
  }

  @PageAction(Permission.ADMINISTER)
  public String save() {
    if (id == null) {
      jobs.create(wanted(), caller.person());
    } else {
      jobs.change(id, wanted(), revision, caller.person());
    }
    Messages.done("The job " + name + " is saved.");
    return "jobs?faces-redirect=true";
  }

  @PageAction(Permission.ADMINISTER)
  public String remove() {
    jobs.remove(id, caller.person());
    Messages.done("The job " + job + " is removed.");
    return "jobs?faces-redirect=true";
  }

  /** The job as the form has it. */
  NewJob wanted() {
    return new NewJob(
        name,
        JobType.PUBLISH,
        site,
        group,
        stagingArea,
        quorum,
        onConflict,
        onMissingQuorum,
        patience.time(),
        deadline.time(),
        quiet.time());
  }

  public boolean isNew() {
    return id == null;
  }

  public List<HostedSiteView> getSites() {
    return sites.list();
  }

  /** Groups of the site that is chosen. */
  public List<ContentGroupView> getGroups() {
    return site == null ? List.of() : groups.list(site);
  }

  /** Staging areas of the site that is chosen. */
  public List<StagingAreaView> getStagingAreas() {
    return site == null ? List.of() : areas.list(site);
  }

  public WaitPolicy[] getPolicies() {
    return WaitPolicy.values();
  }

  public String getJob() {
    return job;
  }

  public void setJob(String job) {
    this.job = job;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getSite() {
    return site;
  }

  public void setSite(String site) {
    this.site = site;
  }

  public String getGroup() {
    return group;
  }

  public void setGroup(String group) {
    this.group = group;
  }

  public String getStagingArea() {
    return stagingArea;
  }

  public void setStagingArea(String stagingArea) {
    this.stagingArea = stagingArea;
  }

  public String getQuorum() {
    return quorum;
  }

  public void setQuorum(String quorum) {
    this.quorum = quorum;
  }

  public WaitPolicy getOnConflict() {
    return onConflict;
  }

  public void setOnConflict(WaitPolicy onConflict) {
    this.onConflict = onConflict;
  }

  public WaitPolicy getOnMissingQuorum() {
    return onMissingQuorum;
  }

  public void setOnMissingQuorum(WaitPolicy onMissingQuorum) {
    this.onMissingQuorum = onMissingQuorum;
  }

  public Long getPatienceMinutes() {
    return patience.shown();
  }

  public void setPatienceMinutes(Long patienceMinutes) {
    patience.show(patienceMinutes);
  }

  public Long getDeadlineMinutes() {
    return deadline.shown();
  }

  public void setDeadlineMinutes(Long deadlineMinutes) {
    deadline.show(deadlineMinutes);
  }

  /** Empty when the staging area is not watched. */
  public Long getQuietSeconds() {
    return quiet.shown();
  }

  public void setQuietSeconds(Long quietSeconds) {
    quiet.show(quietSeconds);
  }

  public String getPatienceRemark() {
    return patience.remark();
  }

  public String getDeadlineRemark() {
    return deadline.remark();
  }

  public String getQuietRemark() {
    return quiet.remark();
  }

  public String getWatchProblem() {
    return watchProblem;
  }

  public Instant getWatchProblemSince() {
    return watchProblemSince;
  }
}
