package org.contentmover.ccm.distribution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
    List<Distribution> steps =
        Stream.of(Purpose.STAGING, Purpose.COMMITTING, Purpose.ABORTING)
            .map(purpose -> rows.ofRun(run, purpose))
            .flatMap(Optional::stream)
            .toList();
    if (steps.isEmpty()) {
      return new Snapshot(null, null, List.of(), 0, List.of());
    }
    Map<String, ServerProgressView> servers = new HashMap<>();
    for (Distribution step : steps) {
      rows.servers(step.id())
          .forEach(server -> servers.put(server.server(), server.view(step.purpose())));
    }
    Distribution last = steps.get(steps.size() - 1);
    List<ServerProgress> latest = rows.servers(last.id());
    double average = latest.stream().mapToInt(RunProgress::percent).average().orElse(0);
    return new Snapshot(
        steps.get(0).assignment(),
        last.id(),
        List.copyOf(servers.values()),
        (int) average,
        committed(last, latest));
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
