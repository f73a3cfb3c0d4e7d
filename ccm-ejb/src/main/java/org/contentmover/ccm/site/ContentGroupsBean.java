package org.contentmover.ccm.site;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Names;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.site.view.ContentGroupView;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.topology.view.ServerLabel;

/** Content groups in the database. */
@Stateless
public class ContentGroupsBean implements ContentGroups {
  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private ServerDirectory servers;
  @Inject private GroupDirectory directory;
  @Inject private Event<ContentGroupGone> gone;

  @Override
  public List<ContentGroupView> list(String site) {
    List<ServerState> known = servers.all();
    List<ContentGroupView> groups =
        entities
            .createQuery("select g from SiteGroup g order by g.site, g.name", SiteGroup.class)
            .getResultStream()
            .filter(group -> site == null || group.site().equals(site))
            .map(group -> view(group, known))
            .toList();
    if (groups.isEmpty()) {
      directory.requireKnown(site, null);
    }
    return groups;
  }

  @Override
  public ContentGroupView view(String site, String name) {
    return view(SiteGroup.find(entities, site, name), servers.all());
  }

  @Override
  public ContentGroupView create(NewContentGroup request, Actor by) {
    String site = Names.site("site", request.site());
    String name = Names.group("name", request.name());
    if (entities.find(Site.class, site, LockModeType.PESSIMISTIC_WRITE) == null) {
      throw new NotFound("hosted site", site);
    }
    if (entities.find(SiteGroup.class, new SiteGroup.Key(site, name)) != null) {
      throw new Conflict(
          "There is a content group \"" + name + "\" of site \"" + site + "\" already.");
    }
    SiteGroup group = new SiteGroup(site, name);
    FormerGroup former = entities.find(FormerGroup.class, new SiteGroup.Key(site, name));
    if (former != null) {
      group.continueAfter(former);
      entities.remove(former);
    }
    choose(group, request);
    entities.persist(group);
    audit.record(
        by, "content-group.create", site + "/" + name, String.valueOf(request.membership()));
    entities.flush();
    return view(group, servers.all());
  }

  @Override
  public ContentGroupView change(NewContentGroup request, Long expectedRevision, Actor by) {
    if (request.site() != null) {
      // No server becomes another one's meanwhile.
      entities.find(Site.class, request.site(), LockModeType.PESSIMISTIC_WRITE);
    }
    SiteGroup group =
        SiteGroup.findToChange(entities, request.site(), request.name(), expectedRevision);
    choose(group, request);
    audit.record(
        by,
        "content-group.change",
        group.site() + "/" + group.name(),
        String.valueOf(request.membership()));
    entities.flush();
    return view(group, servers.all());
  }

  @Override
  public void remove(String site, String name, Actor by) {
    // Nothing is begun for the group meanwhile.
    entities.find(Site.class, site, LockModeType.PESSIMISTIC_WRITE);
    SiteGroup group = SiteGroup.find(entities, site, name);
    requireNoJobs(site, name);
    requireNoRuns(group);
    if (group.isPublished()) {
      requireTakenOff(group);
    }
    entities.persist(group.former());
    entities.remove(group);
    gone.fire(new ContentGroupGone(site, name));
    audit.record(by, "content-group.remove", site + "/" + name, "");
  }

  private void requireNoJobs(String site, String name) {
    List<String> jobs =
        entities
            .createQuery(
                "select j.name from Job j where j.site = :site and j.group = :name order by j.name",
                String.class)
            .setParameter("site", site)
            .setParameter("name", name)
            .getResultList();
    if (!jobs.isEmpty()) {
      throw new Conflict(
          "Content group \""
              + name
              + "\" is used by jobs "
              + jobs
              + ". Remove or change them first.");
    }
  }

  /** Nobody would bring servers anything any more that show the site, or work on it. */
  private void requireTakenOff(SiteGroup group) {
    if (!group.isTakenOff()) {
      throw new Conflict(
          "Content group \""
              + group.name()
              + "\" has published content; its servers show it. Remove everything it has published first.");
    }
    List<String> showing =
        servers.all().stream()
            .filter(group::includes)
            .filter(server -> !showsNothing(server, group))
            .map(ServerState::name)
            .toList();
    if (!showing.isEmpty()) {
      throw new Conflict(
          "Servers "
              + showing
              + " have not taken the site off yet. Wait for them, or revoke those that do not come back.");
    }
  }

  private void requireNoRuns(SiteGroup group) {
    long runs =
        entities
            .createQuery(
                "select count(r) from Run r where r.site = :site and r.group = :name and r.endedAt is null",
                Long.class)
            .setParameter("site", group.site())
            .setParameter("name", group.name())
            .getSingleResult();
    if (runs > 0) {
      throw new Conflict(
          "A run works on content group \"" + group.name() + "\". Abort it, or wait for its end.");
    }
  }

  private static boolean showsNothing(ServerState server, SiteGroup group) {
    long live = server.liveVersion(group.site());
    return live == 0 || live == group.shadow().version();
  }

  private void choose(SiteGroup group, NewContentGroup request) {
    if (request.membership() == null) {
      throw new Invalid("membership", null, "one of " + List.of(Membership.values()));
    }
    group.choose(request.membership(), selected(request));
    requireDisjoint(group);
  }

  private static Set<String> selected(NewContentGroup request) {
    return switch (request.membership()) {
      case ALL -> Set.of();
      case SEGMENTS -> names("segments", request.segments(), Names::segment);
      case SERVERS -> names("servers", request.servers(), Names::server);
      case LABELS ->
          names(
              "labels",
              request.labels(),
              (field, value) -> ServerLabel.parse(field, value).toString());
    };
  }

  private interface NameCheck {
    String check(String field, String value);
  }

  private static Set<String> names(String field, Collection<String> given, NameCheck rule) {
    if (given == null || given.isEmpty()) {
      throw new Invalid(field, given, "a list of at least one name");
    }
    Set<String> names = new HashSet<>();
    given.forEach(name -> names.add(rule.check(field, name)));
    return names;
  }

  /** A server shows one tree of a site, so it belongs to at most one of the site's groups. */
  private void requireDisjoint(SiteGroup group) {
    List<SiteGroup> others =
        entities
            .createQuery(
                "select g from SiteGroup g where g.site = :site and g.name <> :name",
                SiteGroup.class)
            .setParameter("site", group.site())
            .setParameter("name", group.name())
            .getResultList();
    for (ServerState server : servers.all()) {
      for (SiteGroup other : others) {
        if (group.includes(server) && other.includes(server)) {
          throw new Conflict(
              "Server \""
                  + server.name()
                  + "\" belongs to content group \""
                  + other.name()
                  + "\" of site \""
                  + group.site()
                  + "\" already; a server belongs to one group of a site.");
        }
      }
    }
  }

  private static ContentGroupView view(SiteGroup group, List<ServerState> known) {
    return group.view(known.stream().filter(group::includes).map(ServerState::name).toList());
  }
}
