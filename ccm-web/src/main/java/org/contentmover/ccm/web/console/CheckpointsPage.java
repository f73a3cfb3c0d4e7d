package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.version.checkpoint.Checkpoints;
import org.contentmover.ccm.version.checkpoint.view.CheckpointChange;
import org.contentmover.ccm.version.checkpoint.view.CheckpointStatus;
import org.contentmover.ccm.version.checkpoint.view.CheckpointView;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** Checkpoints of all content groups: list, make, pin, remove (VC-2). */
@Named
@ViewScoped
public class CheckpointsPage implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String AGAIN = "checkpoints?faces-redirect=true";

  @Inject private Checkpoints checkpointService;
  @Inject private ContentGroups groupService;
  @Inject private Caller caller;

  private String group;
  private String name;
  private String note;
  private boolean pinned;
  private transient List<CheckpointView> checkpoints;

  @PageAction(Permission.PUBLISH)
  public String create() {
    String[] of = group == null ? new String[] {null, null} : group.split("/", 2);
    CheckpointView made =
        checkpointService.create(
            new NewCheckpoint(of[0], of[1], name, note, pinned), caller.person());
    Messages.done(
        "The checkpoint "
            + made.name()
            + " of "
            + group
            + " keeps version "
            + made.contentVersion()
            + ".");
    return AGAIN;
  }

  @PageAction(Permission.PUBLISH)
  public String pin(UUID id, boolean pin) {
    CheckpointView was = checkpointService.view(id);
    checkpointService.change(
        id, new CheckpointChange(was.name(), was.note(), pin), was.revision(), caller.person());
    Messages.done(
        pin
            ? "The checkpoint " + was.name() + " stays until it is removed by hand."
            : "The checkpoint " + was.name() + " goes when enough newer ones are there.");
    return AGAIN;
  }

  @PageAction(Permission.OPERATE)
  public String remove(UUID id) {
    String removed = checkpointService.view(id).name();
    checkpointService.remove(id, caller.person());
    Messages.done("The checkpoint " + removed + " is removed.");
    return AGAIN;
  }

  /** As they are now; read once for each time the page or a part of it is made. */
  public void read() {
    checkpoints = EveryItem.of(page -> checkpointService.list(null, null, page));
  }

  public List<CheckpointView> getCheckpoints() {
    if (checkpoints == null) {
      read();
    }
    return checkpoints;
  }

  public boolean isSettled() {
    return getCheckpoints().stream().noneMatch(it -> it.status() == CheckpointStatus.CHECKING);
  }

  /** Content groups something was published to. */
  public List<String> getGroups() {
    return groupService.list(null).stream()
        .filter(it -> it.shadowVersion() > 0)
        .map(it -> it.site() + "/" + it.name())
        .toList();
  }

  public String getGroup() {
    return group;
  }

  public void setGroup(String group) {
    this.group = group;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getNote() {
    return note;
  }

  public void setNote(String note) {
    this.note = note;
  }

  public boolean isPinned() {
    return pinned;
  }

  public void setPinned(boolean pinned) {
    this.pinned = pinned;
  }
}
