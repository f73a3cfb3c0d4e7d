package org.contentmover.benchmark.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.contentmover.benchmark.BenchmarkException;
import org.contentmover.benchmark.Trees;

/** Whether a tree became what it was to become. */
final class Sameness {
  private Sameness() {}

  /**
   * Compares byte by byte, and by rsync: kinds, modes, times, owners, link targets.
   *
   * @throws BenchmarkException naming what differs
   */
  static void require(Path expected, Path found) throws IOException, InterruptedException {
    Process rsync =
        new ProcessBuilder("rsync", "-aHnic", "--delete", expected + "/", found + "/")
            .redirectErrorStream(true)
            .start();
    String differences = new String(rsync.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (rsync.waitFor() != 0 || !differences.isEmpty()) {
      throw new BenchmarkException(
          "the result is not the new tree: "
              + differences.lines().limit(3).collect(Collectors.joining(" / ")));
    }
    if (!Trees.same(expected, found)) {
      throw new BenchmarkException("the result is not the new tree byte by byte");
    }
  }

  /** A copy of a tree with all its attributes. */
  static void copy(Path tree, Path copy) throws IOException, InterruptedException {
    Process cp =
        new ProcessBuilder("cp", "-a", tree.toString(), copy.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(cp.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (cp.waitFor() != 0) {
      throw new BenchmarkException("cp -a failed: " + said);
    }
  }
}
