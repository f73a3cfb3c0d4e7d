package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.Previewing;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.ChangedPathView;
import org.contentmover.ccm.run.view.PreviewView;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** What an order would do; a job can be run from here. */
@Named
@ViewScoped
public class PreviewPage implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of each kind; the API has more. */
  private static final int MOST_PATHS = 100;

  @Inject private Previewing previews;
  @Inject private Runs runs;
  @Inject private Jobs jobs;
  @Inject private Caller caller;

  private String id;

  /** As it was when the page was rendered last; not worth keeping with the session. */
  private transient PreviewView preview;

  /** Before every rendering, so that each update of the page shows it as it is. */
  public void read() {
    preview = previews.view(previewId());
  }

  private UUID previewId() {
    try {
      return UUID.fromString(id == null ? "" : id);
    } catch (IllegalArgumentException malformed) {
      throw new NotFound("preview", id);
    }
  }

  /** Goes on to the page of the new run. */
  @PageAction(Permission.PUBLISH)
  public String start() {
    UUID job = jobs.viewByName(getPreview().job()).id();
    RunView run = runs.start(job, RunOptions.NONE, null, caller.person());
    return "run?faces-redirect=true&id=" + run.summary().id();
  }

  /** In the order in which they are shown. */
  public List<String> getKinds() {
    return List.of("NEW", "CHANGED", "REMOVED", "MOVED");
  }

  public List<ChangedPathView> paths(String kind) {
    return previews.paths(previewId(), kind, PageRequest.first(MOST_PATHS)).items();
  }

  public PreviewView getPreview() {
    if (preview == null) {
      read();
    }
    return preview;
  }

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id;
  }
}
