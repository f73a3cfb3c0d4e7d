package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.contentmover.ccm.run.HotContents;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.version.view.HotContentView;
import org.contentmover.ccm.version.view.NewHotContent;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** Hot content of one content group: what some servers show instead of what is published. */
@Named
@ViewScoped
public class HotContentPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private HotContents hotContents;
  @Inject private ContentGroups groups;
  @Inject private Caller caller;

  private String site;
  private String group;
  private String stagingArea;
  private String paths;
  private String servers;
  private String reason;

  /** A group that is none is told at once. */
  public void read() {
    groups.view(site, group);
  }

  @PageAction(Permission.PUBLISH)
  public void place() {
    NewHotContent order =
        new NewHotContent(stagingArea, Lines.of(paths), Lines.of(servers), reason);
    HotContentView placed = hotContents.place(site, group, order, caller.person());
    Messages.done(
        "Placed on " + String.join(", ", placed.servers()) + "; they show it within seconds.");
  }

  @PageAction(Permission.PUBLISH)
  public void takeBack(long version) {
    HotContentView ended = hotContents.takeBack(site, group, version, caller.person());
    Messages.done(
        ended.keptBy().isEmpty()
            ? "Taken back; "
                + String.join(", ", ended.servers())
                + " show version "
                + ended.base()
                + " again within seconds."
            : "Taken back. " + ended.keptBy());
  }

  public List<HotContentView> getPlaced() {
    return hotContents.list(site, group);
  }

  public String inOneLine(List<String> texts) {
    return String.join(" ", texts);
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

  public String getPaths() {
    return paths;
  }

  public void setPaths(String paths) {
    this.paths = paths;
  }

  public String getServers() {
    return servers;
  }

  public void setServers(String servers) {
    this.servers = servers;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }
}
