package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.contentmover.benchmark.content.Synthetic;
import org.contentmover.content.delta.DeltaPlan;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanResult;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.core.manifest.Manifest;

/**
 * What it costs to find out that nothing of a large site has changed: one line of JSON for each
 * scan, the first of which knows nothing and reads every file.
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
    ScanIndex index = ScanIndex.EMPTY;
    Manifest base = null;
    for (int scan = 1; scan <= scans; scan++) {
      double cpuBefore = cpuSeconds();
      long start = System.nanoTime();
      ScanResult found = scan(tree, index);
      long scanned = System.nanoTime();
      int changed = 0;
      if (base != null) {
        changed =
            DeltaPlan.between(base, found.manifest(), none -> null, none -> null).puts().size();
      }
      System.out.println(
          new JsonLine()
              .raw("scan", Integer.toString(scan))
              .raw("files", Integer.toString(found.manifest().files().size()))
              .raw("filesRead", Long.toString(found.filesHashed()))
              .raw("filesChanged", Integer.toString(changed))
              .decimal("scanSeconds", (scanned - start) / 1e9)
              .decimal("planSeconds", (System.nanoTime() - scanned) / 1e9)
              .decimal("cpuSeconds", cpuSeconds() - cpuBefore));
      index = found.index();
      base = found.manifest();
    }
    return true;
  }

  private static ScanResult scan(Path tree, ScanIndex index) throws IOException {
    try {
      return new TreeScanner(Clock.systemUTC()).scan(tree, ScanRules.EVERYTHING, index);
    } catch (ScanFailure e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }
}
