package org.contentmover.benchmark.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** This product, by {@code ./assignment}: both assignments of a publish count. */
final class MoverContender implements Contender {
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
    Map<String, Double> making = cpuSeconds(makeLog);
    Map<String, Double> applying = cpuSeconds(applyLog);
    return new Update(
        bytes(makeLog),
        make,
        apply,
        making.get("scan-new") + making.get("write"),
        applying.get("stage") + applying.get("commit"));
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

  /** Of each phase. */
  private static Map<String, Double> cpuSeconds(Path log) throws IOException {
    Map<String, Double> seconds = new HashMap<>();
    for (String line : Files.readAllLines(log)) {
      String[] words = line.split(" ");
      if (words[0].equals("phase")) {
        seconds.put(words[1], Double.parseDouble(words[3]));
      }
    }
    return seconds;
  }
}
