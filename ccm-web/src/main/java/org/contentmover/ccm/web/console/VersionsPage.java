package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.ContentOrders;
import org.contentmover.ccm.run.Previewing;
import org.contentmover.ccm.run.view.NewPreview;
import org.contentmover.ccm.run.view.NewRemoval;
import org.contentmover.ccm.run.view.NewRestore;
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
  @Inject private Previewing previews;
  @Inject private Caller caller;

  private String site;
  private String group;
  private String reason;
  private Long restoredVersion;

  /** The id of the checkpoint to be restored, null for a version. */
  private String checkpoint;

  private String restoreReason;
  private String paths;
  private String removalReason;

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
    NewRollback order = new NewRollback(published, reason);
    return run(orders.rollBack(site, group, order, null, caller.person()));
  }

  /** Goes on to the page of the new run. */
  @PageAction(Permission.ADMINISTER)
  public String restore() {
    NewRestore order =
        new NewRestore(checkpoint == null ? restoredVersion : null, checkpoint(), restoreReason);
    return run(orders.restore(site, group, order, null, caller.person()));
  }

  /** Goes on to the page of the new run. */
  @PageAction(Permission.ADMINISTER)
  public String remove() {
    NewRemoval order = new NewRemoval(patterns(), false, removalReason);
    return run(orders.remove(site, group, order, null, caller.person()));
  }

  /** Goes on to the page of the new run. */
  @PageAction(Permission.ADMINISTER)
  public String removeEverything() {
    NewRemoval order = new NewRemoval(null, true, removalReason);
    return run(orders.remove(site, group, order, null, caller.person()));
  }

  /** Goes on to the page of the preview. */
  @PageAction(Permission.PUBLISH)
  public String previewRollBack() {
    return preview(new NewPreview(null, null, site, group, true, null, null, null, null));
  }

  /** Goes on to the page of the preview. */
  @PageAction(Permission.PUBLISH)
  public String previewRestore() {
    Long version = checkpoint == null ? restoredVersion : null;
    if (checkpoint == null && version == null) {
      throw new Invalid("version", null, "the number of a version");
    }
    return preview(
        new NewPreview(null, null, site, group, null, version, checkpoint(), null, null));
  }

  /** Goes on to the page of the preview. */
  @PageAction(Permission.PUBLISH)
  public String previewRemoval() {
    return preview(new NewPreview(null, null, site, group, null, null, null, patterns(), null));
  }

  private String preview(NewPreview order) {
    return "preview?faces-redirect=true&id=" + previews.start(order, caller.person()).id();
  }

  private List<String> patterns() {
    return paths == null ? List.of() : paths.lines().toList();
  }

  private UUID checkpoint() {
    try {
      return checkpoint == null ? null : UUID.fromString(checkpoint);
    } catch (IllegalArgumentException malformed) {
      throw new NotFound("checkpoint", checkpoint);
    }
  }

  private static String run(RunView run) {
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

  public Long getRestoredVersion() {
    return restoredVersion;
  }

  public void setRestoredVersion(Long restoredVersion) {
    this.restoredVersion = restoredVersion;
  }

  public String getRestoreReason() {
    return restoreReason;
  }

  public void setRestoreReason(String restoreReason) {
    this.restoreReason = restoreReason;
  }

  public String getPaths() {
    return paths;
  }

  public void setPaths(String paths) {
    this.paths = paths;
  }

  public String getRemovalReason() {
    return removalReason;
  }

  public void setRemovalReason(String removalReason) {
    this.removalReason = removalReason;
  }

  public String getCheckpoint() {
    return checkpoint;
  }

  public void setCheckpoint(String checkpoint) {
    this.checkpoint = checkpoint;
  }
}
