package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.contentmover.benchmark.content.Synthetic;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanResult;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.UnequalEntries;

/**
 * What it costs a CCM to find out that nothing of a large site has changed: one line of JSON for
 * each scan, the first of which knows nothing, and reads and packs every file.
 */
public final class PlanBenchmark implements Program {
  private static final String USAGE =
      String.join(
          System.lineSeparator(),
          "usage: benchmarks/plan.sh [options]",
          "  --files N          of the site (500000)",
          "  --scans N          of the same tree (6)",
          "  --work DIRECTORY   in it a directory is made, and deleted at the end; some 10 KB for",
          "                     each file (benchmarks/target/work)");

  private final int files;
  private final int scans;
  private final Path workParent;

  PlanBenchmark(Arguments arguments, Path repository) {
    files = arguments.number("--files", 500_000, 100, 10_000_000);
    scans = arguments.number("--scans", 6, 2, 1_000);
    workParent = arguments.path("--work", repository.resolve("benchmarks/target/work"));
    arguments.requireAllTaken();
  }

  /** Measures what the command line asks for; status 1 when it failed, 2 for wrong use. */
  public static void main(String[] words) {
    Path repository = Path.of(System.getProperty("contentmover.repository", "."));
    System.exit(
        Program.run(() -> new PlanBenchmark(new Arguments(words), repository), USAGE, System.err));
  }

  @Override
  public Path workParent() {
    return workParent;
  }

  @Override
  public boolean measure(Path work) throws IOException {
    Path tree = Files.createDirectory(work.resolve("tree"));
    Synthetic.writePages(tree, Files.createDirectory(work.resolve("unused")), files);
    try (ContentStore store = ContentStore.open(work.resolve("store"))) {
      ContentHash published = Manifest.EMPTY.hash();
      for (int scan = 1; scan <= scans; scan++) {
        published = plan(scan, tree, work.resolve("index"), store, published);
      }
    }
    return true;
  }

  /** As a CCM does it, but for what it tells its database; the hash of the tree it found. */
  private static ContentHash plan(
      int number, Path tree, Path indexFile, ContentStore store, ContentHash published)
      throws IOException {
    double cpuBefore = cpuSeconds();
    long start = System.nanoTime();
    Manifest base = store.manifest(published);
    ScanIndex index = ScanIndex.load(indexFile);
    long loaded = System.nanoTime();
    try (Intake content = store.intake()) {
      ScanResult found = scan(tree, index, content);
      long scanned = System.nanoTime();
      found.index().keep(indexFile);
      int changed = 0;
      for (UnequalEntries unequal = UnequalEntries.of(base, found.manifest()); unequal.next(); ) {
        changed++;
      }
      boolean same = base.hash().equals(found.manifest().hash());
      System.out.println(
          new JsonLine()
              .raw("scan", Integer.toString(number))
              .raw("files", Integer.toString(found.manifest().files().size()))
              .raw("filesRead", Long.toString(found.filesHashed()))
              .raw("entriesChanged", Integer.toString(changed))
              .decimal("loadSeconds", (loaded - start) / 1e9)
              .decimal("scanSeconds", (scanned - loaded) / 1e9)
              .decimal("keepAndCompareSeconds", (System.nanoTime() - scanned) / 1e9)
              .decimal("planSeconds", (System.nanoTime() - start) / 1e9)
              .decimal("cpuSeconds", cpuSeconds() - cpuBefore)
              .raw("peakMebibytes", Long.toString(status("VmHWM") / 1024))
              .raw("anonymousMebibytes", Long.toString(status("RssAnon") / 1024)));
      if (!same) {
        content.add(found.manifest());
        content.finish();
      }
      return found.manifest().hash();
    }
  }

  private static ScanResult scan(Path tree, ScanIndex index, Intake content) throws IOException {
    try {
      return new TreeScanner(Clock.systemUTC()).scan(tree, ScanRules.EVERYTHING, index, content);
    } catch (ScanFailure e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** What the kernel says of this process, in KiB. */
  private static long status(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(name + ":")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("/proc/self/status has no line " + name);
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }
}
