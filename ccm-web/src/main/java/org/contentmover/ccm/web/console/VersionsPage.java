package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.contentmover.ccm.run.ContentOrders;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.view.ContentGroupView;
import org.contentmover.ccm.version.Versions;
import org.contentmover.ccm.version.view.VersionView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** The versions of one content group: what is published, what was withdrawn, the way back. */
@Named
@ViewScoped
public class VersionsPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private Versions versionService;
  @Inject private ContentGroups groupService;
  @Inject private ContentOrders orders;
  @Inject private Caller caller;

  private String site;
  private String group;
  private String reason;

  /** Which version the person saw as the published one. */
  private long published;

  private transient ContentGroupView view;

  public void read() {
    view = groupService.view(site, group);
    published = view.shadowVersion();
  }

  /** Goes on to the page of the new run. */
  @PageAction(Permission.ADMINISTER)
  public String rollBack() {
    RunView run =
        orders.rollBack(site, group, new NewRollback(published, reason), null, caller.person());
    return "run?faces-redirect=true&id=" + run.summary().id();
  }

  @PageAction(Permission.ADMINISTER)
  public void unpin(long version) {
    versionService.unpin(site, group, version, caller.person());
    Messages.done("Version " + version + " is not pinned any more; jobs may publish it again.");
  }

  public List<VersionView> getVersions() {
    return EveryItem.of(page -> versionService.list(site, group, page));
  }

  public ContentGroupView getView() {
    if (view == null) {
      view = groupService.view(site, group);
    }
    return view;
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

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }
}
