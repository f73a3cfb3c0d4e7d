package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.contentmover.ccm.site.GroupConfiguration;
import org.contentmover.ccm.site.GroupHooks;
import org.contentmover.ccm.site.GroupSealing;
import org.contentmover.ccm.site.view.GroupHooksView;
import org.contentmover.ccm.site.view.GroupSealingView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/**
 * What the servers of one content group do around a switch beside it, hooks and configuration; and
 * whether its content travels sealed.
 */
@Named
@ViewScoped
public class HooksPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private GroupHooks service;
  @Inject private GroupConfiguration configuration;
  @Inject private GroupSealing sealing;
  @Inject private Caller caller;

  private String site;
  private String group;
  private String hooks;
  private String entries;
  private boolean sealed;
  private String sealedPaths;

  /** What is saved, whatever is in the fields. */
  private boolean heldSealed;

  private List<String> heldPaths;
  private List<String> inVain;
  private List<String> withoutBox;

  /** Of what the person saw. */
  private long revision;

  public void read() {
    GroupHooksView view = service.view(site, group);
    hooks = String.join("\n", view.hooks());
    if (caller.isAdministrator()) {
      entries = String.join("\n", configuration.view(site, group).entries());
    }
    GroupSealingView seal = sealing.view(site, group);
    sealed = seal.sealed();
    heldSealed = seal.sealed();
    heldPaths = seal.paths();
    sealedPaths = String.join("\n", seal.paths());
    inVain = seal.inVain();
    withoutBox = seal.withoutBox();
    revision = view.revision();
  }

  @PageAction(Permission.ADMINISTER)
  public void saveSealing() {
    sealing.change(site, group, sealed, Lines.of(sealedPaths), revision, caller.person());
    read();
    Messages.done(
        "Content of "
            + group
            + " of "
            + site
            + " "
            + howItTravels()
            + " from the next publish on.");
  }

  private String howItTravels() {
    if (!heldSealed) {
      return "travels plain";
    }
    return heldPaths.isEmpty() ? "is sealed" : "is sealed at " + String.join(" ", heldPaths);
  }

  @PageAction(Permission.ADMINISTER)
  public void save() {
    List<String> lines = hooks == null ? List.of() : hooks.lines().toList();
    service.change(site, group, lines, revision, caller.person());
    read();
    Messages.done(
        "The hooks of " + group + " of " + site + " are saved; the next switch runs them.");
  }

  @PageAction(Permission.ADMINISTER)
  public void saveEntries() {
    List<String> lines = entries == null ? List.of() : entries.lines().toList();
    configuration.change(site, group, lines, revision, caller.person());
    read();
    Messages.done(
        "The configuration entries of "
            + group
            + " of "
            + site
            + " are saved; publish to have them.");
  }

  public boolean isSealed() {
    return sealed;
  }

  public void setSealed(boolean sealed) {
    this.sealed = sealed;
  }

  public String getSealedPaths() {
    return sealedPaths;
  }

  public void setSealedPaths(String sealedPaths) {
    this.sealedPaths = sealedPaths;
  }

  public boolean isHeldSealed() {
    return heldSealed;
  }

  public List<String> getHeldPaths() {
    return heldPaths;
  }

  /** Patterns of paths that match nothing. */
  public List<String> getInVain() {
    return inVain;
  }

  public List<String> getWithoutBox() {
    return withoutBox;
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

  public String getEntries() {
    return entries;
  }

  public void setEntries(String entries) {
    this.entries = entries;
  }
}
