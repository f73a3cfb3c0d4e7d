package org.contentmover.farm.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmException;
import org.contentmover.farm.FarmHome;
import org.contentmover.farm.FarmSpec;
import org.contentmover.farm.Publishing.RunStatus;
import org.contentmover.farm.ServerStatus;
import org.contentmover.farm.TreeDifferences;
import org.contentmover.farm.Waiting;

/** One publish to whole servers in hosts of the lab. Runs in host 1, where the CCM is. */
public final class Trial {

  /** Looks are work for the CCM, which shares the machine with all others. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private static final long PUBLISH_PATIENCE_MILLIS = 30 * 60_000L;
  private static final long CATCH_UP_MILLIS = 10 * 60_000L;

  private final TrialArguments wish;
  private final FarmHome home;
  private final Farm farm;
  private final TrialReport report;
  private final RunWatch watch = new RunWatch();
  private Optional<Failover> killed = Optional.empty();

  private Trial(TrialArguments wish, Path repository) {
    this.wish = wish;
    Path directory = repository.resolve("target/lab").resolve(wish.segmentOfLab());
    this.home = new FarmHome(repository, directory.resolve("farm"));
    FarmSpec spec = FarmSpec.inLab(wish.segmentOfLab(), wish.servers(), wish.boundBytesPerSecond());
    this.farm = Farm.fresh(home, spec, System.out::println);
    this.report = new TrialReport(System.out, farm, home);
  }

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      TrialArguments wish = TrialArguments.parse(arguments);
      Trial trial = new Trial(wish, Path.of(System.getProperty("contentmover.repository", ".")));
      Runtime.getRuntime().addShutdownHook(new Thread(trial.farm::stop));
      return trial.carryOut() ? 0 : 1;
    } catch (TrialArguments.UsageException e) {
      System.err.println("agents: " + e.getMessage());
      return 2;
    } catch (FarmException | IOException e) {
      System.err.println("agents: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }

  private boolean carryOut() throws IOException, InterruptedException {
    Path staging = wish.payload().in(home.directory().resolveSibling("staging"));
    Instant begin = Instant.now();
    farm.start();
    report.starts(seconds(begin, Instant.now()));
    Figures before = Figures.of(farm);
    report.memory("after the start", before);
    report.print(
        "Publishing %,d bytes to %d servers ...", Payload.bytesOf(staging), wish.servers());
    RunStatus ended = publish(staging);
    Figures after = Figures.of(farm);
    report.print("The run ended %s: %s", ended.phase(), ended.explanation());
    watch
        .liveOnAll()
        .ifPresent(
            at ->
                report.print(
                    "Live on %d of %d servers %.1f s after the start of the job",
                    watch.committed(), wish.servers(), seconds(watch.started(), at)));
    report.course(watch);
    report.memory("after the publish", after);
    report.use(before, after, seconds(watch.started(), Instant.now()), watch.assignmentBytes());
    Map<String, Map<String, Long>> counters = Failover.countersOf(farm);
    report.counters(counters);
    killed.ifPresent(failover -> report.failover(failover.until(counters)));
    boolean good = ended.succeeded() || killed.isPresent();
    good &= isLive(staging, others());
    if (killed.isPresent()) {
      good &= comesBack(killed.get().leader(), staging);
    }
    report.print(good ? "Everything is as it should be." : "NOT everything is as it should be.");
    return good;
  }

  private RunStatus publish(Path staging) {
    farm.publishing().stage(staging);
    String run = farm.publishing().startRun().id();
    Instant[] looked = {Instant.EPOCH};
    Waiting.until(
        "for the end of run " + run,
        PUBLISH_PATIENCE_MILLIS,
        () -> {
          Instant now = Instant.now();
          if (now.isBefore(looked[0].plus(BETWEEN_LOOKS))) {
            return false;
          }
          looked[0] = now;
          return look(run);
        });
    lookAtDistribution();
    return farm.publishing().run(run);
  }

  /** Takes note of how the run is; true when it has ended. */
  private boolean look(String run) {
    watch.saw(farm.publishing().runView(run), Instant.now());
    if (watch.isDistributing()) {
      lookAtDistribution();
      if (wish.killLeaderAtPercent() > 0 && killed.isEmpty()) {
        killWhenItIsTime();
      }
    }
    return watch.hasEnded();
  }

  private void lookAtDistribution() {
    watch
        .distribution()
        .ifPresent(
            id -> watch.sawDistribution(farm.publishing().distributionView(id), Instant.now()));
  }

  private void killWhenItIsTime() {
    if (watch.isEverythingReceived()) {
      throw new FarmException("Everything was distributed before the leader could be killed.");
    }
    if (watch.percentOfReceivers() < wish.killLeaderAtPercent()) {
      return;
    }
    String leader =
        farm.servers().stream()
            .filter(server -> server.role().equals("leader"))
            .map(ServerStatus::name)
            .findFirst()
            .orElseThrow(() -> new FarmException("There is no leader to kill."));
    killed = Optional.of(Failover.kill(farm, leader));
    report.print(
        "Killed the leader %s %.1f s after the start of the job; the others had %d %% on average.",
        leader, seconds(watch.started(), Instant.now()), watch.percentOfReceivers());
  }

  private List<String> others() {
    List<String> others = new ArrayList<>(farm.serverNames());
    killed.ifPresent(failover -> others.remove(failover.leader()));
    return others;
  }

  private boolean isLive(Path staging, List<String> servers)
      throws IOException, InterruptedException {
    List<String> different = new ArrayList<>();
    for (String server : servers) {
      String differences = TreeDifferences.between(staging, farm.liveDirectory(server));
      if (!differences.isEmpty()) {
        different.add(server);
        report.print("The live tree of %s differs:%n%s", server, differences.strip());
      }
    }
    report.print(
        "Compared with the staging area by rsync: %d of %d live trees are equal.",
        servers.size() - different.size(), servers.size());
    return different.isEmpty();
  }

  private boolean comesBack(String server, Path staging) throws IOException, InterruptedException {
    Instant again = Instant.now();
    farm.startAgain(server);
    long newest = farm.servers().stream().mapToLong(ServerStatus::liveVersion).max().orElse(0);
    Waiting.until(
        "for " + server + " to catch up",
        CATCH_UP_MILLIS,
        () ->
            farm.servers().stream()
                .anyMatch(s -> s.name().equals(server) && s.liveVersion() == newest));
    report.print(
        "Started again, %s shows the new version after %.1f s.",
        server, seconds(again, Instant.now()));
    return isLive(staging, List.of(server));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
