package org.contentmover.ccm.site;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.HashMap;
import java.util.Map;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.topology.ServerMemberships;

/**
 * Keeps a server in one content group of a site at most, whatever its segment and labels become
 * (CM-14).
 */
@ApplicationScoped
public class GroupMemberships implements ServerMemberships {
  @PersistenceContext private EntityManager entities;

  @Override
  public void requireOneGroupOfEachSite(String server, String segment, Map<String, String> labels) {
    // Nobody chooses other servers for a group meanwhile.
    entities
        .createQuery("select s from Site s order by s.name", Site.class)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
    Map<String, String> groups = new HashMap<>();
    entities
        .createQuery("select g from SiteGroup g order by g.site, g.name", SiteGroup.class)
        .getResultStream()
        .filter(group -> group.chooses(server, segment, labels))
        .forEach(
            group -> {
              String other = groups.put(group.site(), group.name());
              if (other != null) {
                throw new Conflict(
                    "Server \""
                        + server
                        + "\" would belong to the content groups \""
                        + other
                        + "\" and \""
                        + group.name()
                        + "\" of site \""
                        + group.site()
                        + "\"; a server belongs to one group of a site.");
              }
            });
  }
}
