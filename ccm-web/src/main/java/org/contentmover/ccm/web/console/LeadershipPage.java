package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.contentmover.ccm.topology.SegmentCommand;
import org.contentmover.ccm.topology.view.LeadershipOrder;
import org.contentmover.ccm.topology.view.LeadershipView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** Who leads one segment and why, and what may be ordered about it (EL-9, EL-12). */
@Named
@ViewScoped
public class LeadershipPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private SegmentCommand command;
  @Inject private Caller caller;

  private String segment;
  private String group;
  private Integer port;
  private transient LeadershipView leadership;

  @PageAction(Permission.OPERATE)
  public String order(String server, LeadershipOrder order) {
    leadership = null;
    command.order(segment, server, order, caller.person());
    Messages.done(
        switch (order) {
          case ASSIGNED ->
              server + " is assigned to lead " + segment + ", from the next election on.";
          case NEVER -> server + " must not lead any more.";
          case CONFIGURED -> "For " + server + " its own configuration counts.";
        });
    return again();
  }

  @PageAction(Permission.OPERATE)
  public String move() {
    leadership = null;
    command.moveControlChannel(segment, group, port, caller.person());
    Messages.done(
        "Segment " + segment + " moves to " + group + ":" + port + ". It takes up to 15 s.");
    return again();
  }

  private String again() {
    return "leadership?faces-redirect=true&segment=" + segment;
  }

  /** As it was when the page was asked for, or something ordered. */
  public LeadershipView getLeadership() {
    if (leadership == null) {
      leadership = command.leadership(segment);
    }
    return leadership;
  }

  public String getSegment() {
    return segment;
  }

  public void setSegment(String segment) {
    this.segment = segment;
  }

  public String getGroup() {
    return group;
  }

  public void setGroup(String group) {
    this.group = group;
  }

  public Integer getPort() {
    return port;
  }

  public void setPort(Integer port) {
    this.port = port;
  }
}
