package org.contentmover.benchmark.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * One update to measure.
 *
 * @param what the releases, or how it is made up
 * @param needs programs that make it
 */
record Corpus(
    String name, Group group, String what, Target target, Set<String> needs, Maker maker) {
  /** Corpora whose sum counts. */
  enum Group {
    WEB,
    EXPLODED,
    ZIPPED,
    DOCUMENTS,
    SYNTHETIC,
    /** Measured when they are asked for. */
    FURTHER,
    /** To see that the benchmark works. */
    SMOKE
  }

  /** Makes the two trees. */
  @FunctionalInterface
  interface Maker {
    /**
     * Makes them.
     *
     * @param oldTree is there and empty
     * @param newTree is there and empty
     */
    void make(Path oldTree, Path newTree) throws IOException, InterruptedException;
  }
}
