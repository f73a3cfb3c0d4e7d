package org.contentmover.ccm.site;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Globs;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.site.view.GroupSealingView;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.content.scan.PathPatterns;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/** Sealing of content groups in the database. */
@Stateless
public class GroupSealingBean implements GroupSealing {
  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private ServerDirectory servers;
  @Inject private ContentStore store;
  @Inject private Clock clock;

  @Override
  public GroupSealingView view(String site, String group) {
    return view(SiteGroup.find(entities, site, group));
  }

  @Override
  public void change(
      String site,
      String group,
      Boolean sealed,
      List<String> paths,
      Long expectedRevision,
      Actor by) {
    SiteGroup found = SiteGroup.findToChange(entities, site, group, expectedRevision);
    if (sealed == null) {
      throw new Invalid("sealed", null, "true or false");
    }
    found.seal(sealed, Globs.require("paths", paths), clock.instant());
    audit.record(by, "content-group.sealing", site + "/" + group, told(found));
  }

  private static String told(SiteGroup group) {
    if (!group.isSealed()) {
      return "plain";
    }
    return group.sealedPaths().isEmpty()
        ? "sealed"
        : "sealed: " + String.join(" ", group.sealedPaths());
  }

  private GroupSealingView view(SiteGroup group) {
    List<String> withoutBox =
        servers.all().stream()
            .filter(group::includes)
            .filter(server -> server.box().isEmpty())
            .map(ServerState::name)
            .toList();
    return new GroupSealingView(
        group.site(),
        group.name(),
        group.isSealed(),
        group.sealedPaths(),
        inVain(group),
        withoutBox,
        group.revision());
  }

  /** A misspelt pattern would have what it was meant for travel plain. */
  private List<String> inVain(SiteGroup group) {
    if (group.sealedPaths().isEmpty() || !group.isPublished()) {
      return List.of();
    }
    try {
      Manifest published = store.manifest(ContentHash.fromHex(group.shadow().manifest()));
      return PathPatterns.inVain(group.sealedPaths(), published);
    } catch (IOException e) {
      // Nothing is known of it; a check of the content store tells what is lost.
      return List.of();
    }
  }
}
