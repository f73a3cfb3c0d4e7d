package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.version.hot.HotPlaces;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.run.Candidate;
import org.contentmover.core.run.Participant;
import org.contentmover.core.run.RunState;
import org.contentmover.core.run.SiteClaim;
import org.contentmover.core.run.Survey;

/**
 * Looks who blocks a run and who can take part (SC-3, SC-7). Works in the caller's transaction and
 * locks the site.
 */
@ApplicationScoped
public class Surveys {
  @Inject private RunBook book;
  @Inject private GroupDirectory groups;
  @Inject private HotPlaces hot;

  Survey of(Run run) {
    groups.lockSite(run.site());
    List<ServerState> members = groups.members(run.site(), run.group());
    GroupShadow shadow = groups.shadow(run.site(), run.group());
    SiteClaim mine = claim(run, names(members));
    List<SiteClaim> others =
        book.activeOn(run.site()).stream()
            .filter(other -> !book.state(other).awaitsPublisher())
            .map(other -> claim(other, serversOf(other)))
            .toList();
    // Hot content is left where it is: its base is there too.
    Map<Long, Long> bases = run.kind().stages() ? hot.bases(shadow) : Map.of();
    String blocker = mine.blockedBy(others).map(SiteClaim::run).orElse(null);
    return new Survey(
        blocker, members.stream().map(server -> candidate(run, server, shadow, bases)).toList());
  }

  private Set<ServerName> serversOf(Run run) {
    RunState state = book.state(run);
    return state.participants().isEmpty()
        ? names(groups.members(run.site(), run.group()))
        : state.participants().stream().map(Participant::server).collect(Collectors.toSet());
  }

  private static Set<ServerName> names(List<ServerState> servers) {
    return servers.stream()
        .map(server -> new ServerName(server.name()))
        .collect(Collectors.toSet());
  }

  /** What needs no staging goes before all who wait. */
  private static SiteClaim claim(Run run, Set<ServerName> servers) {
    return new SiteClaim(
        run.id().toString(),
        !run.kind().stages() ? 0 : run.createdAt().toEpochMilli(),
        run.phase().holdsSite(),
        new HostedSite(run.site()),
        new ContentGroup(run.group()),
        servers);
  }

  /**
   * A server takes part when it is up and shows what the plan builds upon; else it is brought up to
   * date first. Whatever it shows, it can be told to switch to what it has.
   */
  private static Candidate candidate(
      Run run, ServerState server, GroupShadow shadow, Map<Long, Long> bases) {
    ServerName name = new ServerName(server.name());
    if (!server.up()) {
      String since = server.downSince() == null ? "" : " since " + server.downSince();
      return Candidate.unable(name, "is down" + since + ": " + server.downReason());
    }
    long live = server.liveVersion(shadow.site());
    long base = bases.getOrDefault(live, live);
    if (run.kind().stages() && shadow.version() > 0 && base != shadow.version()) {
      return Candidate.unable(
          name,
          "shows version "
              + live
              + " and is being brought to version "
              + shadow.version()
              + " first");
    }
    return Candidate.able(name, server.freeDiskBytes() > 0 ? server.freeDiskBytes() : -1);
  }
}
