package org.contentmover.benchmark.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** This product, by {@code ./assignment}: both assignments of a publish count. */
final class MoverContender implements Contender {
  private static final int WARM_AFTER = 12;

  /** Places of figures in a phase's line. */
  private static final int CPU = 3;

  private static final int WALL = 5;

  private final Path tool;
  private final String profile;

  MoverContender(Path repository, String profile) {
    this.tool = repository.resolve("assignment");
    this.profile = profile;
  }

  @Override
  public String name() {
    return "mover";
  }

  @Override
  public Set<String> needs() {
    return Set.of();
  }

  @Override
  public Update bring(Pair pair, Path work) throws IOException, InterruptedException {
    Path out = work.resolve("out");
    Path applied = work.resolve("applied");
    Path makeLog = work.resolve("make.log");
    Path applyLog = work.resolve("apply.log");
    Cost make =
        Timed.run(
            makeLog,
            words("make", pair.oldTree(), pair.newTree(), out, "--stats", "--profile", profile));
    Sameness.copy(pair.oldTree(), applied);
    Cost apply = Timed.run(applyLog, words("apply", applied, out, "--stats"));
    Sameness.require(pair.newTree(), applied);
    return new Update(
        bytes(makeLog), make, apply, work("phase", makeLog, applyLog), warm(pair, work));
  }

  /** A CCM and agents run for months; what they do is seldom done for the first time. */
  private Update.Work warm(Pair pair, Path work) throws IOException, InterruptedException {
    Path out = work.resolve("warm-out");
    Path applied = work.resolve("warm-applied");
    Path makeLog = work.resolve("warm-make.log");
    Path applyLog = work.resolve("warm-apply.log");
    Timed.run(
        makeLog,
        words(
            "make",
            pair.oldTree(),
            pair.newTree(),
            out,
            "--stats",
            "--profile",
            profile,
            "--repeat",
            WARM_AFTER));
    Sameness.copy(pair.oldTree(), applied);
    Timed.run(applyLog, words("apply", applied, out, "--stats", "--repeat", WARM_AFTER));
    Sameness.require(pair.newTree(), applied);
    return work("warm", makeLog, applyLog);
  }

  private static Update.Work work(String kind, Path makeLog, Path applyLog) throws IOException {
    return new Update.Work(
        seconds(kind, makeLog, CPU, "scan-new", "write"),
        seconds(kind, applyLog, CPU, "stage", "commit"),
        seconds(kind, applyLog, WALL, "stage", "commit"));
  }

  private List<String> words(String command, Object... more) {
    List<String> words = new ArrayList<>(List.of(tool.toString(), command));
    for (Object word : more) {
      words.add(word.toString());
    }
    return words;
  }

  private static long bytes(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.startsWith("bytes "))
        .mapToLong(line -> Long.parseLong(line.substring("bytes ".length())))
        .findFirst()
        .orElseThrow();
  }

  /** Of these phases together. */
  private static double seconds(String kind, Path log, int figure, String... phases)
      throws IOException {
    Map<String, Double> seconds = new HashMap<>();
    for (String line : Files.readAllLines(log)) {
      String[] words = line.split(" ");
      if (words[0].equals(kind)) {
        seconds.put(words[1], Double.parseDouble(words[figure]));
      }
    }
    return Arrays.stream(phases).mapToDouble(seconds::get).sum();
  }
}
