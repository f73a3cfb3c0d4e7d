package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.contentmover.benchmark.content.Synthetic;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.AssignmentWriter;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * What staging and committing cost a server when one file in a hundred of a large site has changed,
 * beside {@code cp -al} and a copy of the changed files.
 */
public final class StagingBenchmark implements Program {
  private static final String USAGE =
      String.join(
          System.lineSeparator(),
          "usage: benchmarks/staging.sh [options]",
          "  --files N          of the site (100000)",
          "  --versions N       published one after the other (7)",
          "  --heap SIZE        of the agent's process (64m)",
          "  --work DIRECTORY   in it a directory is made, and deleted at the end; some 20 KB for",
          "                     each file (benchmarks/target/work)");

  private final int files;
  private final int versions;
  private final String heap;
  private final Path workParent;

  StagingBenchmark(Arguments arguments, Path repository) {
    files = arguments.number("--files", 100_000, 100, 10_000_000);
    versions = arguments.number("--versions", 7, 2, 1_000);
    heap = arguments.text("--heap", "64m");
    workParent = arguments.path("--work", repository.resolve("benchmarks/target/work"));
    arguments.requireAllTaken();
  }

  /** Measures what the command line asks for; status 1 when it failed, 2 for wrong use. */
  public static void main(String[] words) {
    Path repository = Path.of(System.getProperty("contentmover.repository", "."));
    System.exit(
        Program.run(
            () -> new StagingBenchmark(new Arguments(words), repository), USAGE, System.err));
  }

  @Override
  public Path workParent() {
    return workParent;
  }

  @Override
  public boolean measure(Path work) throws IOException, InterruptedException {
    List<Path> trees =
        List.of(
            Files.createDirectory(work.resolve("old")), Files.createDirectory(work.resolve("new")));
    Synthetic.writePages(trees.get(0), trees.get(1), files);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                StagedSite.class.getName(),
                work.resolve("key").toString(),
                work.resolve("root").toString(),
                work.resolve("changed").toString(),
                trees.get(0).toString(),
                trees.get(1).toString()));
    write(work, trees).forEach(file -> command.add(file.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start().waitFor() == 0;
  }

  private List<Path> write(Path work, List<Path> trees) throws IOException {
    SigningKey key = SigningKey.generate();
    KeyFile.writePublic(work.resolve("key"), key.publicKey());
    List<Path> written = new ArrayList<>();
    try (ContentStore store = ContentStore.open(work.resolve("store"))) {
      List<Manifest> manifests = new ArrayList<>();
      for (Path tree : trees) {
        manifests.add(takeIn(store, tree));
      }
      Files.write(work.resolve("changed"), changed(manifests), StandardCharsets.UTF_8);
      AssignmentWriter writer = new AssignmentWriter(store, key, DeltaProfile.DEFAULT);
      Manifest before = Manifest.EMPTY;
      for (int version = 1; version <= versions; version++) {
        Manifest now = manifests.get((version + 1) % 2);
        Path publish = work.resolve(version + ".publish");
        Path commit = work.resolve(version + ".commit");
        writer.write(publish, order(AssignmentType.PUBLISH, version), before, now);
        writer.writeOrder(commit, order(AssignmentType.COMMIT, version), now.hash());
        written.addAll(List.of(publish, commit));
        before = now;
      }
    }
    return written;
  }

  private static Manifest takeIn(ContentStore store, Path tree) throws IOException {
    try (Intake content = store.intake()) {
      Manifest manifest =
          new TreeScanner(Clock.systemUTC())
              .scan(tree, ScanRules.EVERYTHING, ScanIndex.EMPTY, content)
              .manifest();
      content.add(manifest);
      content.finish();
      return manifest;
    } catch (ScanFailure e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static List<String> changed(List<Manifest> manifests) {
    List<String> changed = new ArrayList<>();
    for (ManifestEntry entry : manifests.get(1)) {
      if (entry.isFile() && !manifests.get(0).find(entry.path()).orElseThrow().equals(entry)) {
        changed.add(entry.path());
      }
    }
    return changed;
  }

  private static AssignmentOrder order(AssignmentType type, int version) {
    boolean publishes = type == AssignmentType.PUBLISH;
    Instant now = Instant.now();
    return new AssignmentOrder(
        new AssignmentId(UUID.randomUUID()),
        2L * version - (publishes ? 1 : 0),
        type,
        SiteMember.SITE,
        SiteMember.GROUP,
        "benchmark",
        publishes ? version - 1 : 0,
        version,
        now,
        now.plus(Duration.ofHours(6)),
        Activation.COMMIT_ON_ORDER);
  }
}
