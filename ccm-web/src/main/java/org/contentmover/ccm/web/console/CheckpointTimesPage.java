package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.version.checkpoint.CheckpointSchedules;
import org.contentmover.ccm.version.checkpoint.view.CheckpointScheduleView;
import org.contentmover.ccm.version.checkpoint.view.CheckpointTimes;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** When checkpoints are made by themselves: of each content group, and changing that (VC-2). */
@Named
@ViewScoped
public class CheckpointTimesPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private CheckpointSchedules scheduleService;
  @Inject private ContentGroups groupService;
  @Inject private Caller caller;

  private String group;
  private Long everyMinutes;
  private String at;
  private String days;
  private String timeZone;
  private Integer kept;

  @PageAction(Permission.OPERATE)
  public String save() {
    String[] of = group == null ? new String[] {null, null} : group.split("/", 2);
    CheckpointTimes times =
        new CheckpointTimes(
            everyMinutes == null ? null : Duration.ofMinutes(everyMinutes),
            given(at),
            given(days) == null ? List.of() : List.of(given(days).split("[ ,]+")),
            given(timeZone),
            kept);
    CheckpointScheduleView now = scheduleService.change(of[0], of[1], times, null, caller.person());
    Messages.done(
        now.next() == null
            ? "No checkpoints of " + group + " are made by themselves."
            : "The next checkpoint of " + group + " is made at " + now.next() + ".");
    return "checkpoints?faces-redirect=true";
  }

  private static String given(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Of the groups that have one. */
  public List<CheckpointScheduleView> getSchedules() {
    return groupService.list(null).stream()
        .map(it -> scheduleService.view(it.site(), it.name()))
        .filter(it -> it.next() != null)
        .toList();
  }

  public List<String> getGroups() {
    return groupService.list(null).stream().map(it -> it.site() + "/" + it.name()).toList();
  }

  public String getGroup() {
    return group;
  }

  public void setGroup(String group) {
    this.group = group;
  }

  public Long getEveryMinutes() {
    return everyMinutes;
  }

  public void setEveryMinutes(Long everyMinutes) {
    this.everyMinutes = everyMinutes;
  }

  public String getAt() {
    return at;
  }

  public void setAt(String at) {
    this.at = at;
  }

  public String getDays() {
    return days;
  }

  public void setDays(String days) {
    this.days = days;
  }

  public String getTimeZone() {
    return timeZone;
  }

  public void setTimeZone(String timeZone) {
    this.timeZone = timeZone;
  }

  public Integer getKept() {
    return kept;
  }

  public void setKept(Integer kept) {
    this.kept = kept;
  }
}
