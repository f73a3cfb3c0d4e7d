package org.contentmover.ccm.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.view.HostedSiteView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** Hosted sites: list, create, remove. */
@Named
@RequestScoped
public class SitesPage {
  @Inject HostedSites siteService;
  @Inject Caller caller;

  private String name;
  private String description;

  private List<HostedSiteView> sites;

  @PostConstruct
  void read() {
    sites = siteService.list();
  }

  @PageAction(Permission.ADMINISTER)
  public String create() {
    siteService.create(name, description, caller.person());
    Messages.done("The hosted site " + name + " is created. Give it a content group next.");
    return "sites?faces-redirect=true";
  }

  @PageAction(Permission.ADMINISTER)
  public String remove(String site) {
    siteService.remove(site, caller.person());
    Messages.done("The hosted site " + site + " is removed.");
    return "sites?faces-redirect=true";
  }

  public List<HostedSiteView> getSites() {
    return sites;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getDescription() {
    return description;
  }

  public void setDescription(String description) {
    this.description = description;
  }
}
