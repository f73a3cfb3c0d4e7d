package org.contentmover.ccm.distribution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.topology.SegmentLeader;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.run.ServerResult;
import org.contentmover.core.tree.DistributionPlanner;
import org.contentmover.core.tree.Edge;
import org.contentmover.core.tree.Target;
import org.contentmover.core.tree.TreePolicy;

/**
 * Starts and ends distributions and tells how their servers are. Works in the caller's transaction.
 */
@ApplicationScoped
public class DistributionBook {
  /**
   * What fits one block (LD-1) goes to every target at once: the tree would cost more than the
   * bytes.
   */
  private static final long ONE_BLOCK_BYTES = 8 * 1024;

  @Inject private DistributionRows rows;
  @Inject private ServerDirectory servers;
  @Inject private CcmConfiguration configuration;
  @Inject private Clock clock;
  @Inject private Event<DistributionNews> news;

  /**
   * One step of a run; harmless when it was started before.
   *
   * @param quorum how many of the servers must have it
   */
  public void start(
      Purpose purpose,
      AssignmentView assignment,
      String name,
      List<String> names,
      int quorum,
      Instant deadline) {
    if (rows.ofRun(assignment.run(), purpose).isEmpty()) {
      start(purpose, assignment, assignment.run(), name, names, quorum, deadline, false);
    }
  }

  /**
   * The commit of several runs, for the servers that have staged for all of them.
   *
   * @param quorum how many of the servers must have it
   */
  public void startTogether(
      AssignmentView assignment,
      String name,
      List<SwitchedRun> runs,
      List<String> names,
      int quorum,
      Instant deadline) {
    UUID id = start(Purpose.COMMITTING, assignment, null, name, names, quorum, deadline, false);
    runs.forEach(run -> rows.add(new JointSwitch(id, run)));
  }

  /** The servers that were told to switch for a run and others by one commit. */
  public Set<String> toldTogether(UUID run) {
    return rows.switchesOf(run).stream()
        .flatMap(it -> rows.servers(it.distribution()).stream())
        .map(ServerProgress::server)
        .collect(Collectors.toSet());
  }

  /** Brings one server an assignment by itself; the new distribution's id. */
  public UUID startCatchUp(
      AssignmentView assignment, String name, String server, Instant deadline) {
    return start(Purpose.CATCH_UP, assignment, null, name, List.of(server), 1, deadline, true);
  }

  private UUID start(
      Purpose purpose,
      AssignmentView assignment,
      UUID run,
      String name,
      List<String> names,
      int quorum,
      Instant deadline,
      boolean alone) {
    boolean star = assignment.sizeBytes() <= ONE_BLOCK_BYTES;
    Distribution distribution =
        new Distribution(
            assignment.id(),
            run,
            purpose,
            Columns.fit(name, 400),
            quorum,
            star,
            clock.instant(),
            deadline);
    rows.add(distribution);
    Map<String, ServerState> known = servers.named(names);
    Set<String> segments = new LinkedHashSet<>();
    List<Target> targets = new ArrayList<>();
    for (String server : names) {
      ServerState state = known.get(server);
      boolean single = alone || state == null || state.isSingle();
      rows.add(new ServerProgress(distribution.id(), server, single ? null : state.segment()));
      if (single) {
        targets.add(single(server, state));
      } else {
        segments.add(state.segment());
      }
    }
    if (!segments.isEmpty()) {
      targets.addAll(leaders(segments));
    }
    for (Edge edge : new DistributionPlanner(policy(distribution)).plan(targets)) {
      rows.add(new DistributionEdge(distribution.id(), edge));
    }
    news.fire(new DistributionNews(distribution.id(), run));
    return distribution.id();
  }

  private static Target single(String server, ServerState state) {
    long speed = state == null ? 0 : state.measuredBytesPerSecond();
    return new Target(null, new ServerName(server), 0, 0, speed, state == null ? 0 : state.cpus());
  }

  private List<Target> leaders(Set<String> segments) {
    Map<String, SegmentLeader> leaders = servers.leaders();
    Map<String, ServerState> states =
        servers.named(leaders.values().stream().map(SegmentLeader::server).toList());
    return segments.stream()
        .map(
            segment -> {
              SegmentLeader leader = leaders.get(segment);
              if (leader == null) {
                return new Target(new SegmentName(segment), null, 0, 0, 0, 0);
              }
              ServerState state = states.get(leader.server());
              return new Target(
                  new SegmentName(segment),
                  new ServerName(leader.server()),
                  leader.epoch(),
                  0,
                  state.measuredBytesPerSecond(),
                  state.cpus());
            })
        .toList();
  }

  TreePolicy policy(Distribution distribution) {
    return distribution.isStar() ? configuration.treePolicy().asStar() : configuration.treePolicy();
  }

  /** What is known of every server of a step; empty when the step was not started. */
  public List<ServerResult> results(UUID run, Purpose purpose) {
    List<UUID> distributions = new ArrayList<>();
    rows.ofRun(run, purpose).map(Distribution::id).ifPresent(distributions::add);
    if (purpose == Purpose.COMMITTING) {
      rows.switchesOf(run).forEach(it -> distributions.add(it.distribution()));
    }
    return distributions.stream()
        .flatMap(id -> rows.servers(id).stream())
        .map(server -> server.progress().result(server.server(), purpose))
        .toList();
  }

  /**
   * Nobody is notified any more, and late reports change nothing. Locked as they lock it: a report
   * that comes at this moment is heard before, and not undone.
   */
  public void end(UUID run, Purpose purpose) {
    rows.ofRun(run, purpose)
        .map(distribution -> rows.lock(distribution.id()))
        .ifPresent(distribution -> distribution.end(clock.instant()));
    if (purpose == Purpose.COMMITTING) {
      rows.switchesOf(run).forEach(this::release);
    }
  }

  /** The last of its runs ends what is common to them. */
  private void release(JointSwitch one) {
    one.release(clock.instant());
    Distribution distribution = rows.lock(one.distribution());
    if (rows.switches(distribution).stream().allMatch(JointSwitch::isReleased)) {
      distribution.end(clock.instant());
    }
  }
}
