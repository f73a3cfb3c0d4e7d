package org.contentmover.benchmark.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** A program that makes one tree into another. */
interface Contender {
  String name();

  /** The programs it runs. */
  Set<String> needs();

  /**
   * Makes the new tree of what travels and the old one, and measures that.
   *
   * @param work its own directory, empty
   * @return what it took
   * @throws org.contentmover.benchmark.BenchmarkException when it fails, or its result is not the
   *     new tree
   */
  Update bring(Pair pair, Path work) throws IOException, InterruptedException;
}
