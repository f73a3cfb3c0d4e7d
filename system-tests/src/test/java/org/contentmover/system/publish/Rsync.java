package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.contentmover.farm.TreeDifferences;

/** Asks the independent witness. */
final class Rsync {

  private Rsync() {}

  static void assertSame(Path staging, Path live) throws IOException, InterruptedException {
    assertEquals(
        "",
        TreeDifferences.between(staging, live),
        () -> "rsync finds differences between " + staging + " and " + live);
  }
}
