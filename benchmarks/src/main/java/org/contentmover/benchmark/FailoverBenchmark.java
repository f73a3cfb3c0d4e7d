package org.contentmover.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Kills the leader of a segment again and again, in the middle of a transfer, and tells how long it
 * takes until the next one leads and goes on: one line of JSON for each kill on standard output,
 * the distribution of all on standard error.
 */
public final class FailoverBenchmark implements Program {
  private static final String USAGE =
      String.join(
          System.lineSeparator(),
          "usage: benchmarks/failover.sh [options]",
          "  --kills N          (200)",
          "  --members N        (5)",
          "  --rate RATE        of every host's link (100mbit)",
          "  --loss L           of each receiver, in percent; 1/20ms for bursts (0)",
          "  --payload P        what is being transferred, file:16MiB, path:FILE or none (file:16MiB)",
          "  --seed N           of the moments of the kills (1)",
          "  --name NAME        of the segment in the lab; another for each at a time (failover)",
          "  --work DIRECTORY   in it a directory is made, and deleted at the end, for payload and",
          "                     received files (benchmarks/target/failover)",
          "Needs root, for network namespaces.");

  private final Path repository;
  private final int kills;
  private final int members;
  private final Rate rate;
  private final Loss loss;
  private final Optional<PayloadForm> payload;
  private final SplittableRandom random;
  private final String name;
  private final Path workParent;
  private final List<Kill> done = new ArrayList<>();

  FailoverBenchmark(Arguments arguments, Path repository) {
    this.repository = repository;
    kills = arguments.number("--kills", 200, 1, 1_000_000);
    members = arguments.number("--members", 5, 3, Lab.MOST_HOSTS);
    rate = Rate.parse(arguments.text("--rate", "100mbit"));
    loss = Loss.parse(arguments.text("--loss", "0"));
    payload = payload(arguments.text("--payload", "file:16MiB"));
    random =
        new SplittableRandom(arguments.number("--seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE));
    name = arguments.segmentName("failover");
    workParent = arguments.path("--work", repository.resolve("benchmarks/target/failover"));
    arguments.requireAllTaken();
  }

  private static Optional<PayloadForm> payload(String text) {
    if (text.equals("none")) {
      return Optional.empty();
    }
    PayloadForm form = PayloadForm.parse(text);
    if (form.isTree()) {
      throw new IllegalArgumentException("--payload is '" + text + "'; wanted is a file, or none");
    }
    return Optional.of(form);
  }

  /** Measures what the command line asks for; status 1 when a kill was not survived. */
  public static void main(String[] words) {
    Path repository = Path.of(System.getProperty("contentmover.repository", "."));
    System.exit(
        Program.run(
            () -> new FailoverBenchmark(new Arguments(words), repository), USAGE, System.err));
  }

  @Override
  public Path workParent() {
    return workParent;
  }

  @Override
  public boolean measure(Path work) throws IOException, InterruptedException {
    Payload made = payload.isPresent() ? payload.get().make(work) : null;
    try (Lab lab = Lab.up(repository, name, members - 1, rate, loss.text());
        KilledSegment segment = new KilledSegment(lab, work, members, rate, made)) {
      // Every host may lead, so every host may lose what it receives.
      lab.loss(1, loss.text());
      for (int kill = 1; kill <= kills; kill++) {
        Kill result = segment.killLeader(0.2 + 0.6 * random.nextDouble());
        System.out.println(result.json(kill));
        done.add(result);
      }
    } finally {
      print(System.err);
    }
    return done.stream().allMatch(Kill::correct);
  }

  private void print(PrintStream out) {
    if (done.isEmpty()) {
      return;
    }
    print(out, "kill to the next leader's first Leader Alive, s", Kill::firstLeaderAliveSeconds);
    print(out, "kill until all follow it, s", Kill::allFollowSeconds);
    if (payload.isPresent()) {
      print(out, "kill to the first frame of the resumed transfer, s", Kill::firstFrameSeconds);
      print(out, "sent again of what members had, %", kill -> 100 * kill.sentAgainShare());
      long wrong = done.stream().filter(kill -> !kill.correct()).count();
      out.println("transfers that did not end with the right content: " + wrong);
    }
  }

  private void print(PrintStream out, String what, Function<Kill, Double> figure) {
    out.printf("%-52s %s%n", what, new Distribution(done.stream().map(figure).toList()));
  }

  /**
   * What one kill showed, in seconds from the kill.
   *
   * @param firstLeaderAliveSeconds until the first other member heard the next leader
   * @param allFollowSeconds until the last did
   * @param firstFrameSeconds until the first frame of the same content came from it
   * @param sentAgainShare of the content: frames that a member received and had already, on average
   * @param correct whether all survivors have the content in the end
   */
  record Kill(
      double firstLeaderAliveSeconds,
      double allFollowSeconds,
      double firstFrameSeconds,
      double sentAgainShare,
      boolean correct) {
    String json(int kill) {
      return String.format(
          Locale.ROOT,
          "{\"kill\":%d,\"firstLeaderAliveSeconds\":%.4f,\"allFollowSeconds\":%.4f,"
              + "\"firstFrameSeconds\":%.4f,\"sentAgainShare\":%.5f,\"correct\":%b}",
          kill,
          firstLeaderAliveSeconds,
          allFollowSeconds,
          firstFrameSeconds,
          sentAgainShare,
          correct);
    }
  }
}
