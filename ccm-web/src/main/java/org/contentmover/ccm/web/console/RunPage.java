package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** One run, read anew with every look at it. */
@Named
@ViewScoped
public class RunPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private Runs runs;
  @Inject private Caller caller;

  private String id;

  /** As it was when the page was rendered last; not worth keeping with the session. */
  private transient RunView run;

  /** Before every rendering, so that each update of the page shows the run as it is. */
  public void read() {
    run = runs.view(runId());
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
