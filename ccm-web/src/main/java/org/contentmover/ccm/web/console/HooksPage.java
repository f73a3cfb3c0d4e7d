package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.contentmover.ccm.site.GroupHooks;
import org.contentmover.ccm.site.view.GroupHooksView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** The hooks that the servers of one content group run around a switch. */
@Named
@ViewScoped
public class HooksPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private GroupHooks service;
  @Inject private Caller caller;

  private String site;
  private String group;
  private String hooks;

  /** Of what the person saw. */
  private long revision;

  public void read() {
    GroupHooksView view = service.view(site, group);
    hooks = String.join("\n", view.hooks());
    revision = view.revision();
  }

  @PageAction(Permission.ADMINISTER)
  public void save() {
    List<String> lines = hooks == null ? List.of() : hooks.lines().toList();
    service.change(site, group, lines, revision, caller.person());
    read();
    Messages.done(
        "The hooks of " + group + " of " + site + " are saved; the next switch runs them.");
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

  public String getHooks() {
    return hooks;
  }

  public void setHooks(String hooks) {
    this.hooks = hooks;
  }
}
