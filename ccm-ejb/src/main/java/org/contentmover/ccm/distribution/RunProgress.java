package org.contentmover.ccm.distribution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.contentmover.ccm.run.view.ServerProgressView;

/**
 * How the servers of a run are, over its distributions, for people to see. Works in the caller's
 * transaction.
 */
@ApplicationScoped
public class RunProgress {
  @Inject private DistributionRows rows;

  /**
   * How it is right now.
   *
   * @param contentAssignment what is published, null before anything is distributed
   * @param distribution the latest distribution, null before there is one
   * @param servers every server as the latest distribution it was part of knows it
   * @param averagePercent of the servers of the latest distribution
   * @param committed when each server that switched did so, by its own clock
   */
  public record Snapshot(
      UUID contentAssignment,
      UUID distribution,
      List<ServerProgressView> servers,
      int averagePercent,
      List<Instant> committed) {}

  public Snapshot of(UUID run) {
    List<Distribution> steps = steps(run);
    if (steps.isEmpty()) {
      return new Snapshot(null, null, List.of(), 0, List.of());
    }
    Map<UUID, Long> together = new HashMap<>();
    rows.switchesOf(run).forEach(it -> together.put(it.distribution(), it.targetVersion()));
    Map<String, ServerProgressView> servers = new HashMap<>();
    for (Distribution step : steps) {
      for (ServerProgress server : rows.servers(step.id())) {
        ServerProgressView view = server.view(step.purpose());
        ServerProgressView before = servers.get(server.server());
        Long version = together.get(step.id());
        servers.put(
            server.server(), version == null ? view : ofOneSite(view, before, server, version));
      }
    }
    Distribution last = steps.get(steps.size() - 1);
    List<ServerProgress> latest =
        steps.stream()
            .filter(step -> step.purpose() == last.purpose())
            .flatMap(step -> rows.servers(step.id()).stream())
            .toList();
    double average = latest.stream().mapToInt(RunProgress::percent).average().orElse(0);
    return new Snapshot(
        steps.get(0).assignment(),
        last.id(),
        List.copyOf(servers.values()),
        (int) average,
        committed(last, latest));
  }

  private List<Distribution> steps(UUID run) {
    List<Distribution> steps = new ArrayList<>();
    rows.ofRun(run, Purpose.STAGING).ifPresent(steps::add);
    rows.ofRun(run, Purpose.COMMITTING).ifPresent(steps::add);
    rows.switchesOf(run).forEach(it -> steps.add(rows.require(it.distribution())));
    rows.ofRun(run, Purpose.ABORTING).ifPresent(steps::add);
    return steps;
  }

  /**
   * A report about several sites names the live version of the first of them. What the server
   * showed of this one it still shows, unless it switched.
   */
  private static ServerProgressView ofOneSite(
      ServerProgressView all, ServerProgressView before, ServerProgress server, long version) {
    long unchanged = before == null ? 0 : before.liveVersion();
    return all.showing(server.progress().did(Purpose.COMMITTING) ? version : unchanged);
  }

  /** How far the servers of runs are with staging, on average; not of runs that have none yet. */
  public Map<UUID, Integer> staging(List<UUID> runs) {
    return rows.averagePercent(runs, Purpose.STAGING);
  }

  private static int percent(ServerProgress server) {
    return server.progress().isSettled() ? 100 : server.progress().percent();
  }

  private static List<Instant> committed(Distribution last, List<ServerProgress> servers) {
    return last.purpose() != Purpose.COMMITTING
        ? List.of()
        : servers.stream()
            .map(ServerProgress::progress)
            .filter(progress -> progress.did(Purpose.COMMITTING))
            .map(Progress::at)
            .filter(Objects::nonNull)
            .toList();
  }
}
