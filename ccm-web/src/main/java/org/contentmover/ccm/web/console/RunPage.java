package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.primefaces.PrimeFaces;

/** One run, read anew with every look at it. */
@Named
@ViewScoped
public class RunPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private Runs runs;
  @Inject private Caller caller;

  private String id;

  /** Whether the page shows how to make live what the run holds. */
  private boolean held;

  /** When what is staged goes live, in UTC. */
  private LocalDateTime commitAt;

  /** As it was when the page was rendered last; not worth keeping with the session. */
  private transient RunView run;

  /** Before every rendering, so that each update of the page shows the run as it is. */
  public void read() {
    run = runs.view(runId());
  }

  /**
   * Each time the page polls: what a person fills in is rendered anew only when it comes or goes.
   */
  public void look() {
    if (getRun().committable() != held) {
      held = getRun().committable();
      PrimeFaces.current().ajax().update("form:switch");
    }
  }

  private UUID runId() {
    try {
      return UUID.fromString(id == null ? "" : id);
    } catch (IllegalArgumentException malformed) {
      throw new NotFound("run", id);
    }
  }

  @PageAction(Permission.PUBLISH)
  public void abort() {
    runs.abort(runId(), caller.person());
    Messages.done("The run is aborted; it ends as soon as its servers were told.");
  }

  @PageAction(Permission.PUBLISH)
  public void commit() {
    runs.commit(runId(), null, caller.person());
    Messages.done("The servers are told to switch.");
  }

  @PageAction(Permission.PUBLISH)
  public void commitLater() {
    LocalDateTime time = commitAt;
    if (time == null) {
      throw new Invalid("commitAt", null, "a time in UTC");
    }
    runs.commit(runId(), time.toInstant(ZoneOffset.UTC), caller.person());
    Messages.done("The time is set.");
  }

  public LocalDateTime getCommitAt() {
    return commitAt;
  }

  public void setCommitAt(LocalDateTime commitAt) {
    this.commitAt = commitAt;
  }

  public List<TimelineStep> getTimeline() {
    return Timeline.of(getRun());
  }

  public List<ServerLine> getServers() {
    return getRun().servers().stream().map(ServerLine::of).toList();
  }

  public RunView getRun() {
    if (run == null) {
      read();
    }
    return run;
  }

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id;
  }
}
