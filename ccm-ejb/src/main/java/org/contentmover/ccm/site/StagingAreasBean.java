package org.contentmover.ccm.site;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Globs;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Names;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Revisions;
import org.contentmover.ccm.site.view.NewStagingArea;
import org.contentmover.ccm.site.view.StagingAreaView;
import org.contentmover.ccm.topology.ServerDirectory;

/**
 * Staging areas in the database. Whether the directory can be read is found out when it is scanned.
 */
@Stateless
public class StagingAreasBean implements StagingAreas {
  private static final int MAX_TEXT = 4_000;

  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private ServerDirectory servers;
  @Inject private GroupDirectory groups;

  @Override
  public List<StagingAreaView> list(String site) {
    List<StagingAreaView> areas =
        entities
            .createQuery("select a from StagingArea a order by a.name", StagingArea.class)
            .getResultStream()
            .filter(area -> site == null || area.site().equals(site))
            .map(StagingArea::view)
            .toList();
    if (areas.isEmpty()) {
      groups.requireKnown(site, null);
    }
    return areas;
  }

  @Override
  public StagingAreaView view(String name) {
    return find(name).view();
  }

  @Override
  public StagingAreaView create(NewStagingArea request, Actor by) {
    String name = Names.plain("name", request.name());
    if (entities.find(StagingArea.class, name) != null) {
      throw new Conflict("There is a staging area \"" + name + "\" already.");
    }
    String site = Names.site("site", request.site());
    if (entities.find(Site.class, site) == null) {
      throw new NotFound("hosted site", site);
    }
    StagingArea area = new StagingArea(name, site);
    set(area, request);
    entities.persist(area);
    audit.record(by, "staging-area.create", name, where(area));
    entities.flush();
    return area.view();
  }

  @Override
  public StagingAreaView change(
      String name, NewStagingArea request, Long expectedRevision, Actor by) {
    StagingArea area = find(name);
    Revisions.require("staging area", name, expectedRevision, area.revision());
    if (request.site() != null && !request.site().equals(area.site())) {
      throw new Conflict(
          "Staging area \""
              + name
              + "\" belongs to site \""
              + area.site()
              + "\"; make another one for \""
              + request.site()
              + "\".");
    }
    set(area, request);
    audit.record(by, "staging-area.change", name, where(area));
    entities.flush();
    return area.view();
  }

  @Override
  public void remove(String name, Actor by) {
    StagingArea area = find(name);
    List<String> jobs =
        entities
            .createQuery(
                "select j.name from Job j where j.stagingArea = :name order by j.name",
                String.class)
            .setParameter("name", name)
            .getResultList();
    if (!jobs.isEmpty()) {
      throw new Conflict(
          "Staging area \""
              + name
              + "\" is used by jobs "
              + jobs
              + ". Remove or change them first.");
    }
    entities.remove(area);
    audit.record(by, "staging-area.remove", name, "");
  }

  private StagingArea find(String name) {
    StagingArea area = name == null ? null : entities.find(StagingArea.class, name);
    if (area == null) {
      throw new NotFound("staging area", name);
    }
    return area;
  }

  private static String where(StagingArea area) {
    StagingAreaView view = area.view();
    return view.server() == null ? view.path() : view.server() + ": " + view.path();
  }

  private void set(StagingArea area, NewStagingArea request) {
    area.set(
        requireServer(request.server()),
        requirePath(request.path()),
        Globs.require("includes", request.includes()),
        Globs.require("excludes", request.excludes()));
  }

  /** Null for the CCM's own host. */
  private String requireServer(String name) {
    if (name == null || name.isBlank()) {
      return null;
    }
    String server = Names.server("server", name);
    if (servers.find(server).isEmpty()) {
      throw new NotFound("server", server);
    }
    return server;
  }

  private static String requirePath(String text) {
    try {
      if (text != null && text.length() <= MAX_TEXT && Path.of(text).isAbsolute()) {
        return Path.of(text).normalize().toString();
      }
    } catch (InvalidPathException e) {
      // Told below, the same way as a relative path.
    }
    throw new Invalid("path", text, "the absolute path of a directory");
  }
}
