package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
import org.contentmover.core.run.RunKind;
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
    Asking asking = Asking.of(run);
    List<ServerState> members = groups.members(run.site(), run.group());
    Optional<Run> blocker = before(asking, members).stream().findFirst();
    return new Survey(
        blocker.map(it -> it.id().toString()).orElse(null),
        blocker.map(Run::title).orElse(null),
        candidates(asking, members));
  }

  /**
   * Who asks for a site.
   *
   * @param order among those that wait
   */
  record Asking(
      String id, RunKind kind, String site, String group, long orderMillis, boolean holdsSite) {
    static Asking of(Run run) {
      return new Asking(
          run.id().toString(),
          run.kind(),
          run.site(),
          run.group(),
          run.createdAt().toEpochMilli(),
          run.phase().holdsSite());
    }
  }

  /** The runs that have to end before, the first one first. */
  List<Run> before(Asking asking, List<ServerState> members) {
    List<SiteClaim> others =
        book.activeOn(asking.site()).stream()
            .filter(other -> !book.state(other).awaitsPublisher())
            .map(other -> claim(Asking.of(other), serversOf(other)))
            .toList();
    return claim(asking, names(members)).allBefore(others).stream()
        .flatMap(before -> book.find(UUID.fromString(before.run())).stream())
        .toList();
  }

  /** Members of the group, as those that may take part. */
  List<Candidate> candidates(Asking asking, List<ServerState> members) {
    GroupShadow shadow = groups.shadow(asking.site(), asking.group());
    // Hot content is left where it is: its base is there too.
    Map<Long, Long> bases = asking.kind().stages() ? hot.bases(shadow) : Map.of();
    return members.stream().map(server -> candidate(asking.kind(), server, shadow, bases)).toList();
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
  private static SiteClaim claim(Asking asking, Set<ServerName> servers) {
    return new SiteClaim(
        asking.id(),
        !asking.kind().stages() ? 0 : asking.orderMillis(),
        asking.holdsSite(),
        new HostedSite(asking.site()),
        new ContentGroup(asking.group()),
        servers);
  }

  /**
   * A server takes part when it is up and shows what the plan builds upon; else it is brought up to
   * date first. Whatever it shows, it can be told to switch to what it has.
   */
  private static Candidate candidate(
      RunKind kind, ServerState server, GroupShadow shadow, Map<Long, Long> bases) {
    ServerName name = new ServerName(server.name());
    if (!server.up()) {
      String since = server.downSince() == null ? "" : " since " + server.downSince();
      return Candidate.unable(name, "is down" + since + ": " + server.downReason());
    }
    long live = server.liveVersion(shadow.site());
    long base = bases.getOrDefault(live, live);
    if (kind.stages() && shadow.version() > 0 && base != shadow.version()) {
      return Candidate.unable(
          name,
          "shows version "
              + live
              + " and is being brought to version "
              + shadow.version()
              + " first");
    }
    return Candidate.able(name, server.freeDiskBytes() == null ? -1 : server.freeDiskBytes());
  }
}
