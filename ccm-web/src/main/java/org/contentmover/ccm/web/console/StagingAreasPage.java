package org.contentmover.ccm.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.StagingAreas;
import org.contentmover.ccm.site.view.HostedSiteView;
import org.contentmover.ccm.site.view.NewStagingArea;
import org.contentmover.ccm.site.view.StagingAreaView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** Staging areas: list, create, remove. */
@Named
@RequestScoped
public class StagingAreasPage {
  @Inject StagingAreas areaService;
  @Inject HostedSites siteService;
  @Inject Caller caller;

  private String name;
  private String site;
  private String server;
  private String path;
  private String includes;
  private String excludes;

  private List<StagingAreaView> areas;

  @PostConstruct
  void read() {
    areas = areaService.list(null);
  }

  @PageAction(Permission.ADMINISTER)
  public String create() {
    areaService.create(
        new NewStagingArea(name, site, server, path, Lines.of(includes), Lines.of(excludes)),
        caller.person());
    Messages.done("The staging area " + name + " is created.");
    return "staging-areas?faces-redirect=true";
  }

  @PageAction(Permission.ADMINISTER)
  public String remove(String area) {
    areaService.remove(area, caller.person());
    Messages.done("The staging area " + area + " is removed; its files stay.");
    return "staging-areas?faces-redirect=true";
  }

  public List<StagingAreaView> getAreas() {
    return areas;
  }

  public List<HostedSiteView> getSites() {
    return siteService.list();
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getSite() {
    return site;
  }

  public void setSite(String site) {
    this.site = site;
  }

  public String getServer() {
    return server;
  }

  public void setServer(String server) {
    this.server = server;
  }

  public String getPath() {
    return path;
  }

  public void setPath(String path) {
    this.path = path;
  }

  public String getIncludes() {
    return includes;
  }

  public void setIncludes(String includes) {
    this.includes = includes;
  }

  public String getExcludes() {
    return excludes;
  }

  public void setExcludes(String excludes) {
    this.excludes = excludes;
  }
}
