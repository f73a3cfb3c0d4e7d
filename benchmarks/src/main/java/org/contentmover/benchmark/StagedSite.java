package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.contentmover.content.apply.AssignmentOutcome;
import org.contentmover.content.apply.ContentInterpreter;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.TrustedKeys;

/**
 * An agent's work on a site in a process of its own, with the heap of an agent: {@code KEY_FILE
 * ROOT CHANGED_LIST OLD_TREE NEW_TREE ASSIGNMENT…}, a publish and its commit by turns. Before each
 * but the first {@code cp -al} and {@code cp} do the same beside. One line of JSON for each.
 */
public final class StagedSite {
  private static final int VERSIONS_TO_KEEP = 2;

  private final ContentInterpreter interpreter;
  private final TimedSyncs disk;
  private final SiteDirectory site;

  private StagedSite(ContentInterpreter interpreter, TimedSyncs disk, SiteDirectory site) {
    this.interpreter = interpreter;
    this.disk = disk;
    this.site = site;
  }

  /** Carries out all assignments. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    SiteDirectory site = SiteDirectory.under(Path.of(words.get(1)), SiteMember.SITE);
    List<String> changed = Files.readAllLines(Path.of(words.get(2)));
    List<Path> trees = List.of(Path.of(words.get(3)), Path.of(words.get(4)));
    List<String> assignments = words.subList(5, words.size());
    TimedSyncs disk = new TimedSyncs();
    try (ContentInterpreter interpreter =
        ContentInterpreter.open(
            site,
            TrustedKeys.of(KeyFile.loadPublic(Path.of(words.get(0)))),
            Clock.systemUTC(),
            VERSIONS_TO_KEEP,
            disk)) {
      StagedSite staged = new StagedSite(interpreter, disk, site);
      for (int i = 0; i < assignments.size(); i += 2) {
        JsonLine line = new JsonLine().raw("version", Integer.toString(i / 2 + 1));
        if (i > 0) {
          staged.copyBeside(changed, trees.get(i / 2 % 2), line);
        }
        staged.publish(Path.of(assignments.get(i)), Path.of(assignments.get(i + 1)), line);
        System.out.println(line);
      }
    }
  }

  private void copyBeside(List<String> changed, Path newTree, JsonLine line)
      throws IOException, InterruptedException {
    Path copy = site.path().resolveSibling("copy");
    long startNs = System.nanoTime();
    run("cp", "-al", site.live().toRealPath().toString(), copy.toString());
    for (String file : changed) {
      Files.delete(copy.resolve(file));
      Files.copy(newTree.resolve(file), copy.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    line.decimal("copySeconds", Trees.seconds(startNs));
    long syncNs = System.nanoTime();
    run("sync", "-f", copy.toString());
    line.decimal("copySyncSeconds", Trees.seconds(syncNs));
    Trees.delete(copy);
    run("sync", "-f", site.path().toString());
  }

  private void publish(Path publish, Path commit, JsonLine line) throws IOException {
    double before = disk.seconds();
    double staging = carryOut(publish);
    double synced = disk.seconds() - before;
    line.decimal("stageSeconds", staging - synced).decimal("stageSyncSeconds", synced);
    before = disk.seconds();
    long startNs = System.nanoTime();
    double committing = carryOut(commit);
    line.decimal("commitSeconds", committing - (disk.seconds() - before))
        .decimal("commitSyncSeconds", disk.seconds() - before)
        .decimal("visibleAfterSeconds", (disk.visibleAtNs() - startNs) / 1e9);
    startNs = System.nanoTime();
    interpreter.prune();
    line.decimal("pruneSeconds", Trees.seconds(startNs));
    Runtime runtime = Runtime.getRuntime();
    line.raw("heapBytes", Long.toString(runtime.totalMemory() - runtime.freeMemory()));
  }

  private double carryOut(Path assignment) {
    long startNs = System.nanoTime();
    AssignmentOutcome outcome = interpreter.carryOut(assignment);
    if (!outcome.succeeded()) {
      throw new BenchmarkException(assignment + ": " + outcome.reason() + " " + outcome.detail());
    }
    return Trees.seconds(startNs);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new BenchmarkException(String.join(" ", command) + " failed");
    }
  }
}
