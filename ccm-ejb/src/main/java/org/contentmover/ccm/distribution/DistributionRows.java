package org.contentmover.ccm.distribution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.core.tree.EdgeState;

/** Finds rows of distributions. Works in the caller's transaction. */
@ApplicationScoped
public class DistributionRows {
  private static final List<EdgeState> SERVED =
      List.of(EdgeState.GIVEN, EdgeState.NOTIFIED, EdgeState.FETCHING);

  @PersistenceContext private EntityManager entities;

  Distribution require(UUID id) {
    Distribution found = entities.find(Distribution.class, id.toString());
    if (found == null) {
      throw new NotFound("distribution", id);
    }
    return found;
  }

  /** Locked: who changes edges of a distribution does so one after the other. */
  Distribution lock(UUID id) {
    Distribution found =
        entities.find(Distribution.class, id.toString(), LockModeType.PESSIMISTIC_WRITE);
    if (found == null) {
      throw new NotFound("distribution", id);
    }
    return found;
  }

  List<UUID> open() {
    return entities
        .createQuery("select d.id from Distribution d where d.endedAt is null", String.class)
        .getResultStream()
        .map(UUID::fromString)
        .toList();
  }

  Optional<Distribution> ofRun(UUID run, Purpose purpose) {
    return entities
        .createQuery(
            "select d from Distribution d where d.run = :run and d.step = :step",
            Distribution.class)
        .setParameter("run", run.toString())
        .setParameter("step", purpose)
        .getResultStream()
        .findFirst();
  }

  /** What is switched for a run by commits that it shares with others. */
  List<JointSwitch> switchesOf(UUID run) {
    return entities
        .createQuery(
            "select j from JointSwitch j where j.run = :run order by j.distribution",
            JointSwitch.class)
        .setParameter("run", run.toString())
        .getResultList();
  }

  /** What a distribution switches, by site; nothing unless its commit is of several runs. */
  List<JointSwitch> switches(Distribution distribution) {
    return distribution.run() != null || distribution.purpose() != Purpose.COMMITTING
        ? List.of()
        : entities
            .createQuery(
                "select j from JointSwitch j where j.distribution = :id order by j.site",
                JointSwitch.class)
            .setParameter("id", distribution.id().toString())
            .getResultList();
  }

  List<DistributionEdge> edges(UUID distribution) {
    return entities
        .createQuery(
            "select e from DistributionEdge e where e.distribution = :id order by e.rank",
            DistributionEdge.class)
        .setParameter("id", distribution.toString())
        .getResultList();
  }

  Optional<DistributionEdge> edge(UUID distribution, String target) {
    return Optional.ofNullable(
        entities.find(DistributionEdge.class, new DistributionEdge.Key(distribution, target)));
  }

  /** The first edge in order of rank that any relay may serve. */
  Optional<DistributionEdge> firstFresh(UUID distribution, long nowMillis) {
    return entities
        .createQuery(
            "select e from DistributionEdge e where e.distribution = :id and e.state = :waiting"
                + " and e.fromOrigin = false and e.server is not null and e.notBeforeMillis <= :now order by e.rank",
            DistributionEdge.class)
        .setParameter("id", distribution.toString())
        .setParameter("waiting", EdgeState.WAITING)
        .setParameter("now", nowMillis)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /** How many edges a source serves right now. */
  int served(UUID distribution, String source) {
    return entities
        .createQuery(
            "select count(e) from DistributionEdge e where e.distribution = :id and e.source = :source"
                + " and e.state in :served",
            Long.class)
        .setParameter("id", distribution.toString())
        .setParameter("source", source)
        .setParameter("served", SERVED)
        .getSingleResult()
        .intValue();
  }

  List<ServerProgress> servers(UUID distribution) {
    return entities
        .createQuery(
            "select p from ServerProgress p where p.distribution = :id order by p.server",
            ServerProgress.class)
        .setParameter("id", distribution.toString())
        .getResultList();
  }

  List<ServerProgress> servers(UUID distribution, List<String> names) {
    return names.isEmpty()
        ? List.of()
        : entities
            .createQuery(
                "select p from ServerProgress p where p.distribution = :id and p.server in :names",
                ServerProgress.class)
            .setParameter("id", distribution.toString())
            .setParameter("names", names)
            .getResultList();
  }

  /**
   * Whether a server was given another assignment of the same content group with a higher sequence;
   * whether it took that, nobody knows before it has reported.
   */
  boolean wasGivenLater(String server, AssignmentView assignment) {
    return entities
            .createQuery(
                "select count(d) from StoredAssignment a, Distribution d, ServerProgress p"
                    + " where a.site = :site and a.group = :group and a.sequence > :sequence"
                    + " and d.assignment = a.id and p.distribution = d.id and p.server = :server",
                Long.class)
            .setParameter("site", assignment.site())
            .setParameter("group", assignment.group())
            .setParameter("sequence", assignment.sequence())
            .setParameter("server", server)
            .getSingleResult()
        > 0;
  }

  /** How far the servers of a step are on average, by the run's id. */
  Map<UUID, Integer> averagePercent(List<UUID> runs, Purpose purpose) {
    if (runs.isEmpty()) {
      return Map.of();
    }
    return entities
        .createQuery(
            "select d.run, p.state, count(p.server), sum(p.percent)"
                + " from Distribution d, ServerProgress p"
                + " where p.distribution = d.id and d.step = :step and d.run in :runs"
                + " group by d.run, p.state",
            Object[].class)
        .setParameter("step", purpose)
        .setParameter("runs", runs.stream().map(UUID::toString).toList())
        .getResultStream()
        .collect(
            Collectors.groupingBy(
                row -> UUID.fromString((String) row[0]),
                Collectors.collectingAndThen(Collectors.toList(), DistributionRows::average)));
  }

  private static int average(List<Object[]> byState) {
    long servers = 0;
    long percents = 0;
    for (Object[] row : byState) {
      long some = (Long) row[2];
      servers += some;
      percents += ((ProgressState) row[1]).isSettled() ? 100 * some : (Long) row[3];
    }
    return (int) (percents / servers);
  }

  void add(Object row) {
    entities.persist(row);
  }

  /** Written at once: rows that refer to it follow. */
  void add(Distribution distribution) {
    entities.persist(distribution);
    entities.flush();
  }
}
