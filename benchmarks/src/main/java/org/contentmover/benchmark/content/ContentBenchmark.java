package org.contentmover.benchmark.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.contentmover.benchmark.Arguments;
import org.contentmover.benchmark.BenchmarkException;
import org.contentmover.benchmark.Program;
import org.contentmover.benchmark.Trees;
import org.contentmover.benchmark.content.Corpus.Group;

/**
 * Compares what updates cost: one line of JSON for each corpus, tool and repetition on standard
 * output, tables on standard error.
 */
public final class ContentBenchmark implements Program {
  private static final String USAGE =
      String.join(
          System.lineSeparator(),
          "usage: benchmarks/content.sh [options]",
          "  --corpora A,B,…    groups: web,exploded,zipped,documents,synthetic (all of them); or of",
          "                     bootstrap,three,monaco-editor,swagger-ui,fontawesome,payara,payara-zip,",
          "                     wildfly,wildfly-zip,war,war-zip,linux-doc,mariadb,file-1g,files-100k,",
          "                     rename,log; further (wildfly-39,wildfly-39-zip: a pair that changes",
          "                     more); and tiny, to see that it works",
          "  --peers A,B,…      of mover,rsync,xdelta3,zstd (all of them)",
          "  --profile P        fast, default or small: of mover, and the level of zstd (default)",
          "  --repeat N         runs of each (1)",
          "  --cache DIRECTORY  keeps what was fetched; not in the repository",
          "                     ($XDG_CACHE_HOME/content-mover, or ~/.cache/content-mover)",
          "  --work DIRECTORY   in it a directory is made, and deleted at the end, for trees and",
          "                     results; some 8 GB (benchmarks/target/work)");

  private static final Map<String, Integer> ZSTD_LEVELS =
      Map.of("fast", 3, "default", 9, "small", 19);
  private static final String EACH_GROUP = "web,exploded,zipped,documents,synthetic";

  /** Programs and the packages of Debian that have them. */
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("time", "time"),
          Map.entry("rsync", "rsync"),
          Map.entry("xdelta3", "xdelta3"),
          Map.entry("zstd", "zstd"),
          Map.entry("tar", "tar"),
          Map.entry("unzip", "unzip"),
          Map.entry("npm", "npm"),
          Map.entry("mvn", "maven"),
          Map.entry("apt-get", "apt"),
          Map.entry("dpkg-deb", "dpkg"));

  private final Set<Corpus> corpora = new LinkedHashSet<>();
  private final List<Contender> contenders;
  private final String profile;
  private final int repeat;
  private final Path workParent;
  private final ContentTable table = new ContentTable();

  ContentBenchmark(Arguments arguments, Path repository) {
    Path cache = arguments.path("--cache", defaultCache());
    Path real = repository.toAbsolutePath().normalize();
    if (cache.startsWith(real)) {
      throw new IllegalArgumentException("--cache: " + cache + " lies in the repository");
    }
    Map<String, Corpus> known = new Corpora(new Releases(cache)).byName();
    arguments.list("--corpora", EACH_GROUP, text -> corpora(text, known)).forEach(corpora::addAll);
    profile = arguments.text("--profile", "default");
    if (!ZSTD_LEVELS.containsKey(profile)) {
      throw new IllegalArgumentException(
          "--profile is '" + profile + "'; known are fast, default, small");
    }
    Map<String, Contender> all = contenders(real);
    contenders =
        arguments.list("--peers", String.join(",", all.keySet()), text -> contender(text, all));
    repeat = arguments.number("--repeat", 1, 1, 1_000);
    workParent = arguments.path("--work", real.resolve("benchmarks/target/work"));
    arguments.requireAllTaken();
    requirePrograms();
  }

  private static Path defaultCache() {
    String home = System.getenv("XDG_CACHE_HOME");
    Path caches =
        home == null || home.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(home);
    return caches.resolve("content-mover");
  }

  private static Collection<Corpus> corpora(String text, Map<String, Corpus> known) {
    if (known.containsKey(text)) {
      return List.of(known.get(text));
    }
    for (Group group : Group.values()) {
      if (group.name().toLowerCase(Locale.ROOT).equals(text)) {
        return known.values().stream().filter(corpus -> corpus.group() == group).toList();
      }
    }
    throw new IllegalArgumentException(
        "--corpora: '" + text + "' is unknown; known are " + known.keySet() + ", " + EACH_GROUP);
  }

  private Map<String, Contender> contenders(Path repository) {
    Map<String, Contender> all = new LinkedHashMap<>();
    Stream.of(
            new MoverContender(repository, profile),
            new RsyncContender(),
            TarContender.xdelta3(),
            TarContender.zstd(ZSTD_LEVELS.get(profile)))
        .forEach(contender -> all.put(contender.name(), contender));
    return all;
  }

  private static Contender contender(String name, Map<String, Contender> known) {
    Contender contender = known.get(name);
    if (contender == null) {
      throw new IllegalArgumentException(
          "--peers: '" + name + "' is unknown; known are " + known.keySet());
    }
    return contender;
  }

  private void requirePrograms() {
    Set<String> needed = new TreeSet<>(Set.of("time", "rsync"));
    contenders.forEach(contender -> needed.addAll(contender.needs()));
    corpora.forEach(corpus -> needed.addAll(corpus.needs()));
    Set<String> missing = new TreeSet<>();
    for (String program : needed) {
      if (Stream.of(System.getenv("PATH").split(":"))
          .noneMatch(directory -> Files.isExecutable(Path.of(directory, program)))) {
        missing.add(PACKAGES.get(program));
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "missing programs: apt-get install " + String.join(" ", missing));
    }
  }

  /** Measures what the command line asks for; status 1 when an update failed, 2 for wrong use. */
  public static void main(String[] words) {
    Path repository = Path.of(System.getProperty("contentmover.repository", "."));
    System.exit(
        Program.run(
            () -> new ContentBenchmark(new Arguments(words), repository), USAGE, System.err));
  }

  @Override
  public Path workParent() {
    return workParent;
  }

  @Override
  public boolean measure(Path work) throws IOException, InterruptedException {
    try {
      for (Corpus corpus : corpora) {
        Path directory = Files.createDirectory(work.resolve(corpus.name()));
        measure(corpus, directory);
        Trees.delete(directory);
      }
    } finally {
      table.print(System.err);
    }
    return table.allCorrect();
  }

  private void measure(Corpus corpus, Path directory) throws IOException, InterruptedException {
    Pair pair;
    try {
      Path oldTree = Files.createDirectory(directory.resolve("old"));
      Path newTree = Files.createDirectory(directory.resolve("new"));
      corpus.maker().make(oldTree, newTree);
      pair = Pair.of(oldTree, newTree);
    } catch (BenchmarkException e) {
      for (Contender contender : contenders) {
        report(
            new ContentLine(
                corpus, contender.name(), profile, 1, null, null, e.getMessage(), Double.NaN));
      }
      return;
    }
    for (int repetition = 1; repetition <= repeat; repetition++) {
      for (Contender contender : contenders) {
        Path work = Files.createDirectory(directory.resolve("work"));
        report(run(corpus, pair, contender, repetition, work));
        Trees.delete(work);
      }
    }
  }

  private ContentLine run(Corpus corpus, Pair pair, Contender contender, int repetition, Path work)
      throws IOException, InterruptedException {
    Update update = null;
    String problem = null;
    double before = Yardstick.bytesPerSecond();
    try {
      update = contender.bring(pair, work);
    } catch (BenchmarkException e) {
      problem = e.getMessage();
    }
    double yardstick = Math.max(before, Yardstick.bytesPerSecond());
    return new ContentLine(
        corpus, contender.name(), profile, repetition, pair, update, problem, yardstick);
  }

  private void report(ContentLine line) {
    System.out.println(line.json());
    table.add(line);
  }
}
