package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.contentmover.ccm.topology.Servers;
import org.contentmover.ccm.topology.view.ServerView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** The labels of one server, by which content groups may be chosen (CM-14). */
@Named
@ViewScoped
public class LabelsPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private Servers servers;
  @Inject private Caller caller;

  private String server;
  private String labels;

  /** What the page showed. */
  private Long revision;

  @PageAction(Permission.OPERATE)
  public String save() {
    ServerView saved = servers.label(server, Lines.of(labels), revision, caller.person());
    Messages.done(
        saved.labels().isEmpty()
            ? server + " has no labels any more."
            : server + " has the labels " + String.join(", ", saved.labels()) + ".");
    return "servers?faces-redirect=true&segment=" + saved.segment();
  }

  /** As they are until somebody enters others, one in a line. */
  public String getLabels() {
    if (labels == null) {
      ServerView view = servers.view(server);
      labels = String.join("\n", view.labels());
      revision = view.revision();
    }
    return labels;
  }

  public void setLabels(String labels) {
    this.labels = labels;
  }

  public String getServer() {
    return server;
  }

  public void setServer(String server) {
    this.server = server;
  }
}
