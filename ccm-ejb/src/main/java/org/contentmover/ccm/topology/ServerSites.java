package org.contentmover.ccm.topology;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.contentmover.ccm.topology.view.SiteFacts;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;

/** Keeps what a server reports of its sites. */
final class ServerSites {
  private ServerSites() {}

  /**
   * Takes the complete list of a server's sites; what it no longer names is forgotten. Facts with
   * impossible names are left out.
   */
  static void take(EntityManager entities, String server, List<SiteFacts> sites, Instant now) {
    Map<String, ServerSite> held =
        of(entities, List.of(server)).stream()
            .collect(Collectors.toMap(site -> site.site, Function.identity()));
    for (SiteFacts facts : sites) {
      if (!HostedSite.isValid(facts.site()) || !ContentGroup.isValid(facts.group())) {
        continue;
      }
      ServerSite site = held.get(facts.site());
      if (site == null) {
        site = new ServerSite(server, facts.site(), facts.group());
        entities.persist(site);
        held.put(facts.site(), site);
      }
      site.reported(facts, now);
    }
    Set<String> named = sites.stream().map(SiteFacts::site).collect(Collectors.toSet());
    for (ServerSite site : held.values()) {
      if (!named.contains(site.site)) {
        site.reported(new SiteFacts(site.site, site.group, 0, 0, 0, null), now);
      }
    }
  }

  static List<ServerSite> of(EntityManager entities, List<String> servers) {
    return servers.isEmpty()
        ? List.of()
        : entities
            .createQuery(
                "select v from ServerSite v where v.server in :servers order by v.site",
                ServerSite.class)
            .setParameter("servers", servers)
            .getResultList();
  }
}
