package org.contentmover.ccm.topology;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.topology.view.SegmentRole;
import org.contentmover.ccm.topology.view.ServerKey;

/**
 * What is known of servers and segments right now, for the CCM's other capabilities. Reads in the
 * caller's transaction.
 */
@ApplicationScoped
public class ServerDirectory {
  @PersistenceContext private EntityManager entities;
  @Inject private Clock clock;
  @Inject private CcmConfiguration configuration;

  /** Every enrolled, unrevoked server by name. */
  public List<ServerState> all() {
    return states(
        entities
            .createQuery(
                "select s from Server s where s.revoked = false order by s.name", Server.class)
            .getResultList());
  }

  /** Those of the named servers that are enrolled and unrevoked. */
  public Map<String, ServerState> named(Collection<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    return states(
            entities
                .createQuery(
                    "select s from Server s where s.revoked = false and s.name in :names",
                    Server.class)
                .setParameter("names", names)
                .getResultList())
        .stream()
        .collect(Collectors.toMap(ServerState::name, Function.identity()));
  }

  public Optional<ServerState> find(String name) {
    return Optional.ofNullable(named(List.of(name)).get(name));
  }

  /** Leaders of the segments that report, by segment. */
  public Map<String, SegmentLeader> leaders() {
    Instant now = clock.instant();
    Duration silentAfter = configuration.silentAfter();
    Map<String, SegmentLeader> leaders = new HashMap<>();
    entities
        .createQuery(
            "select s, g from Server s, Segment g"
                + " where g.leader = s.name and g.name = s.segment and s.revoked = false",
            Object[].class)
        .getResultStream()
        .forEach(
            row -> {
              Server server = (Server) row[0];
              Segment segment = (Segment) row[1];
              if (ServerRules.role(server, segment, now, silentAfter) == SegmentRole.LEADER) {
                leaders.put(
                    server.segment,
                    new SegmentLeader(
                        server.segment, server.name, server.agentUrl, segment.epoch()));
              }
            });
    return leaders;
  }

  /**
   * The unrevoked servers that have the key with this id. More than one when a state directory was
   * copied before such an enrolment was refused.
   */
  public List<ServerKey> keys(String keyId) {
    return entities
        .createQuery(
            "select s from Server s where s.keyId = :keyId and s.revoked = false order by s.name",
            Server.class)
        .setParameter("keyId", keyId)
        .getResultStream()
        .map(server -> new ServerKey(server.name, server.segment, server.publicKey))
        .toList();
  }

  /** A server itself confirmed which version it shows. */
  public void confirmLive(String server, String site, String group, long version) {
    ServerSite held = entities.find(ServerSite.class, new SiteOnServer(server, site));
    if (held == null) {
      held = new ServerSite(server, site, group);
      entities.persist(held);
    }
    held.movedTo(group);
    held.confirmed(version, clock.instant());
  }

  /** The highest version any server tells it has of a site; 0 when none does. */
  public long highestVersion(String site) {
    Object[] highest =
        entities
            .createQuery(
                "select max(v.reportedVersion), max(v.stagedVersion), max(v.backupVersion)"
                    + " from ServerSite v, Server s"
                    + " where v.site = :site and s.name = v.server and s.revoked = false",
                Object[].class)
            .setParameter("site", site)
            .getSingleResult();
    return Stream.of(highest)
        .filter(Objects::nonNull)
        .mapToLong(it -> ((Number) it).longValue())
        .max()
        .orElse(0);
  }

  /** How fast a server fetched, for the order of the next distribution (DT-1). */
  public void measured(String server, long bytesPerSecond) {
    if (bytesPerSecond > 0) {
      // Past the entity, whose version belongs to what is reported of the server.
      entities
          .createNativeQuery("UPDATE server SET measured_bytes_per_second = ?1 WHERE name = ?2")
          .setParameter(1, bytesPerSecond)
          .setParameter(2, server)
          .executeUpdate();
    }
  }

  private List<ServerState> states(List<Server> servers) {
    Instant now = clock.instant();
    Duration silentAfter = configuration.silentAfter();
    Map<String, Segment> segments = segments();
    Map<String, Map<String, Long>> live = liveVersions(servers, now);
    return servers.stream()
        .map(
            server ->
                state(
                    server,
                    ServerRules.role(server, segments.get(server.segment), now, silentAfter),
                    segments.get(server.segment).epoch(),
                    live.getOrDefault(server.name, Map.of())))
        .toList();
  }

  private Map<String, Map<String, Long>> liveVersions(List<Server> servers, Instant now) {
    Map<String, Map<String, Long>> live = new HashMap<>();
    if (servers.isEmpty()) {
      return live;
    }
    entities
        .createQuery("select v from ServerSite v where v.server in :names", ServerSite.class)
        .setParameter("names", servers.stream().map(server -> server.name).toList())
        .getResultStream()
        .forEach(
            site ->
                live.computeIfAbsent(site.server, name -> new HashMap<>())
                    .put(site.site, site.liveVersion(now)));
    return live;
  }

  private Map<String, Segment> segments() {
    return entities
        .createQuery("select s from Segment s", Segment.class)
        .getResultStream()
        .collect(Collectors.toMap(Segment::name, Function.identity()));
  }

  private static ServerState state(
      Server server, SegmentRole role, long epoch, Map<String, Long> liveVersions) {
    return new ServerState(
        server.name,
        server.segment,
        server.role,
        server.agentUrl,
        Optional.ofNullable(server.box),
        server.isUp(),
        role,
        epoch,
        server.downSince,
        server.downReason,
        server.freeDiskBytes(),
        server.cpus,
        server.measuredBytesPerSecond,
        ServerLabels.values(server.labels),
        liveVersions);
  }
}
