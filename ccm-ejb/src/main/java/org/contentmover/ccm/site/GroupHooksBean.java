package org.contentmover.ccm.site;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.site.view.GroupHooksView;
import org.contentmover.core.interpret.HookCall;

/** Hooks of content groups in the database. */
@Stateless
public class GroupHooksBean implements GroupHooks {
  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private Clock clock;

  @Override
  public GroupHooksView view(String site, String group) {
    return SiteGroup.find(entities, site, group).hooksView();
  }

  @Override
  public GroupHooksView change(
      String site, String group, List<String> hooks, Long expectedRevision, Actor by) {
    SiteGroup found = SiteGroup.findToChange(entities, site, group, expectedRevision);
    if (hooks == null) {
      throw new Invalid("hooks", null, "a list, empty for none");
    }
    List<HookCall> calls = HookLine.parse(hooks);
    found.run(calls, clock.instant());
    audit.record(
        by,
        "content-group.hooks",
        site + "/" + group,
        String.join("; ", calls.stream().map(HookLine::format).toList()));
    entities.flush();
    return found.hooksView();
  }
}
