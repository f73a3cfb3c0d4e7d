package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.view.ContentGroupView;
import org.contentmover.ccm.site.view.HostedSiteView;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.topology.Segments;
import org.contentmover.ccm.topology.Servers;
import org.contentmover.ccm.topology.view.SegmentView;
import org.contentmover.ccm.topology.view.ServerView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** Content groups: list, create, remove. */
@Named
@ViewScoped
public class GroupsPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private ContentGroups groupService;
  @Inject private HostedSites siteService;
  @Inject private Segments segmentService;
  @Inject private Servers serverService;
  @Inject private Caller caller;

  private String site;
  private String name;
  private Membership membership = Membership.ALL;
  private List<String> segments;
  private List<String> servers;
  private List<String> labels;
  private transient SortedSet<String> allLabels;

  @PageAction(Permission.OPERATE)
  public String create() {
    groupService.create(
        new NewContentGroup(site, name, membership, segments, servers, labels), caller.person());
    Messages.done("The content group " + name + " of " + site + " is created.");
    return "groups?faces-redirect=true";
  }

  @PageAction(Permission.OPERATE)
  public String remove(String ofSite, String group) {
    groupService.remove(ofSite, group, caller.person());
    Messages.done("The content group " + group + " of " + ofSite + " is removed.");
    return "groups?faces-redirect=true";
  }

  public List<ContentGroupView> getGroups() {
    return groupService.list(null);
  }

  public List<HostedSiteView> getSites() {
    return siteService.list();
  }

  public List<SegmentView> getAllSegments() {
    return segmentService.list();
  }

  public List<ServerView> getAllServers() {
    return EveryItem.of(page -> serverService.list(null, page));
  }

  /** Those that servers have. */
  public SortedSet<String> getAllLabels() {
    if (allLabels == null) {
      allLabels = new TreeSet<>();
      getAllServers().forEach(server -> allLabels.addAll(server.labels()));
    }
    return allLabels;
  }

  public Membership[] getMemberships() {
    return Membership.values();
  }

  public String getSite() {
    return site;
  }

  public void setSite(String site) {
    this.site = site;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public Membership getMembership() {
    return membership;
  }

  public void setMembership(Membership membership) {
    this.membership = membership;
  }

  public List<String> getSegments() {
    return segments;
  }

  public void setSegments(List<String> segments) {
    this.segments = segments;
  }

  public List<String> getServers() {
    return servers;
  }

  public void setServers(List<String> servers) {
    this.servers = servers;
  }

  public List<String> getLabels() {
    return labels;
  }

  public void setLabels(List<String> labels) {
    this.labels = labels;
  }
}
