package org.contentmover.ccm.site;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.site.view.GroupSealingView;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.topology.ServerState;

/** Sealing of content groups in the database. */
@Stateless
public class GroupSealingBean implements GroupSealing {
  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private ServerDirectory servers;

  @Override
  public GroupSealingView view(String site, String group) {
    return view(SiteGroup.find(entities, site, group));
  }

  @Override
  public GroupSealingView change(
      String site, String group, Boolean sealed, Long expectedRevision, Actor by) {
    SiteGroup found = SiteGroup.findToChange(entities, site, group, expectedRevision);
    if (sealed == null) {
      throw new Invalid("sealed", null, "true or false");
    }
    found.seal(sealed);
    audit.record(by, "content-group.sealing", site + "/" + group, sealed ? "sealed" : "plain");
    entities.flush();
    return view(found);
  }

  private GroupSealingView view(SiteGroup group) {
    List<String> withoutBox =
        servers.all().stream()
            .filter(group::includes)
            .filter(server -> server.box().isEmpty())
            .map(ServerState::name)
            .toList();
    return new GroupSealingView(
        group.site(), group.name(), group.isSealed(), withoutBox, group.revision());
  }
}
