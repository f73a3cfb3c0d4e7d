package org.contentmover.ccm.scrub;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Names;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.scrub.view.DriftedPath;
import org.contentmover.ccm.scrub.view.ScrubOrderView;
import org.contentmover.ccm.scrub.view.ScrubReport;
import org.contentmover.ccm.scrub.view.SiteScrubView;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.topology.AgentCalls;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.topology.SiteOnServer;
import org.contentmover.ccm.version.VersionContents;
import org.contentmover.content.drift.Drift;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.text.Counted;

/** The latest scrub of each site on each server, in the database. */
@Stateless
public class SiteScrubsBean implements SiteScrubs {
  private static final String ALL = "select s from SiteScrub s";
  private static final String WORST_FIRST =
      " order by case when s.drifted > 0 and s.repairedAt is null then 0"
          + " when s.problem <> '' then 1 else 2 end, s.site, s.server";

  @PersistenceContext private EntityManager entities;
  @Inject private ServerDirectory servers;
  @Inject private GroupDirectory groups;
  @Inject private AgentCalls agents;
  @Inject private AuditLog audit;
  @Inject private VersionContents versions;
  @Inject private ContentStore store;

  @Override
  public void told(String server, ScrubReport report, String reporter) {
    if (!server.equals(reporter)) {
      throw NotAllowed.action("Server \"" + reporter + "\" may report its own trees only.");
    }
    require("endedAt", report.endedAt());
    for (ScrubReport.DriftedVersion version : report.versions()) {
      for (DriftedPath path : version.paths()) {
        require("path", path.path());
        requireKind(path.kind());
        require("since", path.since());
      }
    }
    String site = Names.site("site", report.site());
    SiteScrub scrub = entities.find(SiteScrub.class, new SiteOnServer(server, site));
    if (scrub == null) {
      scrub = new SiteScrub(server, site);
      entities.persist(scrub);
    }
    scrub.told(report);
  }

  private static void require(String field, Object value) {
    if (value == null) {
      throw new Invalid(field, null, "what docs/protocol/distribution.md says of a scrub");
    }
  }

  private static void requireKind(String kind) {
    try {
      Drift.Kind.valueOf(kind);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new Invalid("kind", kind, "one of " + List.of(Drift.Kind.values()));
    }
  }

  @Override
  public Page<SiteScrubView> list(String site, PageRequest page) {
    // Nobody can do anything about the trees of servers that were removed or revoked.
    List<String> known = servers.all().stream().map(ServerState::name).toList();
    if (known.isEmpty()) {
      return Page.of(List.of(), page, 0);
    }
    String of = " where s.server in :known" + (site == null ? "" : " and s.site = :site");
    var query = entities.createQuery(ALL + of + WORST_FIRST, SiteScrub.class);
    var count = entities.createQuery("select count(s) from SiteScrub s" + of, Long.class);
    query.setParameter("known", known);
    count.setParameter("known", known);
    if (site != null) {
      query.setParameter("site", site);
      count.setParameter("site", site);
    }
    List<SiteScrubView> items =
        query
            .setFirstResult(page.offset())
            .setMaxResults(page.limit())
            .getResultStream()
            .map(SiteScrub::view)
            .toList();
    return Page.of(items, page, count.getSingleResult());
  }

  /** In no transaction: it waits for the servers' answers. */
  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public List<ScrubOrderView> order(String site, Actor by) {
    List<ServerState> showing =
        servers.all().stream().filter(server -> server.liveVersion(site) > 0).toList();
    if (showing.isEmpty()) {
      throw new NotFound("server that shows site", site);
    }
    audit.record(by, "site.scrub", site, Counted.of(showing.size(), "server"));
    List<ScrubOrderView> orders = new ArrayList<>();
    for (ServerState server : showing) {
      String problem =
          server.up()
              ? agents.scrub(server.name(), server.agentUrl(), site).orElse("")
              : "Server " + server.name() + " is down; order it again when it is back.";
      orders.add(new ScrubOrderView(server.name(), problem));
    }
    return orders;
  }

  /** In no transaction: it may wait for a large manifest. */
  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void requireContent(
      String site, long version, String path, String content, String server) {
    if (path == null) {
      throw new Invalid("path", null, "where the content stands in the version");
    }
    ServerState asking = servers.find(server).orElseThrow(() -> new NotFound("server", server));
    ContentHash hash = hash(content);
    boolean its =
        groups.groupsOf(List.of(asking)).get(server).stream()
            .filter(group -> group.site().equals(site))
            .anyMatch(group -> versions.has(site, group.group(), version, path, hash));
    if (!its) {
      throw NotAllowed.action(
          "Version "
              + version
              + " of no content group of site \""
              + site
              + "\" that server \""
              + server
              + "\" belongs to has content "
              + content
              + " at this path, as far as the CCM still knows.");
    }
    if (!store.contains(hash)) {
      throw new NotFound("content", content);
    }
  }

  @Override
  public InputStream content(String content) throws IOException {
    return store.read(hash(content));
  }

  private static ContentHash hash(String hex) {
    try {
      return ContentHash.fromHex(hex);
    } catch (IllegalArgumentException e) {
      throw new NotFound("content", hex);
    }
  }
}
