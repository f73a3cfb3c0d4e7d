package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.contentmover.core.run.NotTaking;
import org.contentmover.core.run.Participant;
import org.contentmover.core.run.RunPhase;
import org.contentmover.core.run.RunState;
import org.contentmover.core.run.Standing;

/** Keeps runs in the database. Works in the caller's transaction. */
@ApplicationScoped
public class RunBook {
  private static final Set<RunPhase> ENDED = EnumSet.range(RunPhase.SUCCEEDED, RunPhase.ABORTED);
  private static final Set<RunPhase> WORKING =
      EnumSet.range(RunPhase.DISTRIBUTING, RunPhase.FINISHING);

  @PersistenceContext private EntityManager entities;
  @Inject private Clock clock;

  void add(Run run) {
    entities.persist(run);
    // Rows that refer to it follow.
    entities.flush();
  }

  Optional<Run> find(UUID id) {
    return Optional.ofNullable(entities.find(Run.class, id.toString()));
  }

  /**
   * Locked: a run is stepped by one thread of one node at a time, and so are all with which it goes
   * live. To be called before any of them was read in the transaction.
   */
  Optional<Run> lock(UUID id) {
    Run run = null;
    for (String member : jointMembers(id)) {
      Run locked = entities.find(Run.class, member, LockModeType.PESSIMISTIC_WRITE);
      run = member.equals(id.toString()) ? locked : run;
    }
    return Optional.ofNullable(run);
  }

  /** In an order that is always the same, so that nobody waits for each other. */
  private List<String> jointMembers(UUID id) {
    return entities
        .createQuery(
            "select r.id from Run r where r.id = :id or r.joint ="
                + " (select own.joint from Run own where own.id = :id) order by r.id",
            String.class)
        .setParameter("id", id.toString())
        .getResultList();
  }

  /** The runs with which one goes live, itself among them, by site; empty when it goes alone. */
  List<Run> joined(Run run) {
    return run.joint() == null
        ? List.of()
        : entities
            .createQuery("select r from Run r where r.joint = :joint order by r.site", Run.class)
            .setParameter("joint", run.joint())
            .getResultList();
  }

  Optional<Run> byIdempotencyKey(String key) {
    return entities
        .createQuery("select r from Run r where r.idempotencyKey = :key", Run.class)
        .setParameter("key", key)
        .getResultStream()
        .findFirst();
  }

  /** Runs in progress, oldest first. */
  List<Run> active() {
    return entities
        .createQuery(
            "select r from Run r where r.phase not in :ended order by r.createdAt, r.id", Run.class)
        .setParameter("ended", ENDED)
        .getResultList();
  }

  /** Runs in progress on a site, oldest first. */
  List<Run> activeOn(String site) {
    return entities
        .createQuery(
            "select r from Run r where r.site = :site and r.phase not in :ended order by r.createdAt, r.id",
            Run.class)
        .setParameter("site", site)
        .setParameter("ended", ENDED)
        .getResultList();
  }

  RunState state(Run run) {
    List<RunParticipant> rows = servers(run.id());
    List<Participant> participants =
        rows.stream().filter(RunParticipant::takesPart).map(RunParticipant::participant).toList();
    List<NotTaking> notTaking =
        rows.stream().filter(row -> !row.takesPart()).map(RunParticipant::notTaking).toList();
    return run.state(participants, notTaking);
  }

  /** Participants of runs in whose hands their servers are, by site, and what these do. */
  Map<String, Map<String, String>> workingServers() {
    Map<String, Map<String, String>> working = new HashMap<>();
    entities
        .createQuery(
            "select r, p.server from Run r, RunParticipant p"
                + " where p.run = r.id and p.standing is not null and r.phase in :working",
            Object[].class)
        .setParameter("working", WORKING)
        .getResultStream()
        .forEach(
            row -> {
              Run run = (Run) row[0];
              working
                  .computeIfAbsent(run.site(), site -> new HashMap<>())
                  .put((String) row[1], run.inWords());
            });
    return working;
  }

  /** How many participants of each run have which standing, by the run's id. */
  Map<UUID, Map<Standing, Integer>> standings(List<UUID> runs) {
    Map<UUID, Map<Standing, Integer>> standings = new HashMap<>();
    if (runs.isEmpty()) {
      return standings;
    }
    entities
        .createQuery(
            "select p.run, p.standing, count(p.server) from RunParticipant p"
                + " where p.run in :runs and p.standing is not null group by p.run, p.standing",
            Object[].class)
        .setParameter("runs", runs.stream().map(UUID::toString).toList())
        .getResultStream()
        .forEach(
            row ->
                standings
                    .computeIfAbsent(
                        UUID.fromString((String) row[0]), run -> new EnumMap<>(Standing.class))
                    .put((Standing) row[1], ((Long) row[2]).intValue()));
    return standings;
  }

  private List<RunParticipant> servers(UUID run) {
    return entities
        .createQuery(
            "select p from RunParticipant p where p.run = :run order by p.server",
            RunParticipant.class)
        .setParameter("run", run.toString())
        .getResultList();
  }

  void save(Run run, RunState before, RunState after) {
    if (before.equals(after)) {
      return;
    }
    run.set(after, clock.instant());
    boolean sameServers =
        before.participants().equals(after.participants())
            && before.notTaking().equals(after.notTaking());
    if (!sameServers) {
      saveServers(run.id(), after);
    }
  }

  private void saveServers(UUID run, RunState after) {
    Map<String, RunParticipant> held = new HashMap<>();
    servers(run).forEach(row -> held.put(row.server(), row));
    for (Participant participant : after.participants()) {
      row(run, held, participant.server().value()).set(participant);
    }
    for (NotTaking notTaking : after.notTaking()) {
      row(run, held, notTaking.server().value()).set(notTaking);
    }
    held.values().forEach(entities::remove);
  }

  private RunParticipant row(UUID run, Map<String, RunParticipant> held, String server) {
    RunParticipant row = held.remove(server);
    if (row == null) {
      row = new RunParticipant(run, server);
      entities.persist(row);
    }
    return row;
  }

  void note(Run run, String text) {
    entities.persist(new RunNote(run.id(), clock.instant(), run.phase(), text));
  }

  /** The newest notes, oldest of them first. */
  List<RunNote> notes(UUID run, int most) {
    List<RunNote> newest =
        new ArrayList<>(
            entities
                .createQuery(
                    "select n from RunNote n where n.run = :run order by n.id desc", RunNote.class)
                .setParameter("run", run.toString())
                .setMaxResults(most)
                .getResultList());
    Collections.reverse(newest);
    return newest;
  }
}
