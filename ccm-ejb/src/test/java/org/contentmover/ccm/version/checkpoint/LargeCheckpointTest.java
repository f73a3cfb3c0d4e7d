package org.contentmover.ccm.version.checkpoint;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.PublishedContent;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint costs does not grow with the content, and hardly with the files (VC-2). */
class LargeCheckpointTest {
  private static final int FILES = 100_000;
  private static final int BOUND_MILLIS = 2_000;

  @TempDir Path directory;

  @Test
  void shouldTakeNoTwoSecondsAfterAHundredthOfAHundredThousandFilesChanged() throws IOException {
    Path staging = directory.resolve("staging");
    try (Ccm ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), new TestClock())) {
      PublishedContent content = PublishedContent.in(ccm, staging);
      write(staging, 1, "first");
      content.publish();
      long millis = Long.MAX_VALUE;
      for (int i = 1; i <= 3; i++) {
        write(staging, 100, "change " + i);
        content.publish();
        millis = Math.min(millis, checkpointMillis(ccm));
      }
      System.out.printf(
          "checkpoint of %d files after 1 %% changed: %d ms (the best of three)%n", FILES, millis);
      assertTrue(millis <= BOUND_MILLIS, millis + " ms");
    }
  }

  /** Every so-manieth of the files. */
  private static void write(Path staging, int step, String word) throws IOException {
    for (int i = 0; i < FILES; i += step) {
      Path file = staging.resolve("d" + i / 500).resolve("page-" + i + ".html");
      Files.createDirectories(file.getParent());
      Files.writeString(file, word + " of page " + i);
    }
  }

  private static long checkpointMillis(Ccm ccm) {
    long startNs = System.nanoTime();
    NewCheckpoint wanted = new NewCheckpoint(SITE, GROUP, null, null, null);
    ccm.tx(() -> ccm.get(Checkpoints.class).create(wanted, ANN));
    assertEquals(CheckpointWork.Exit.COMPLETE, CheckpointExecution.executeAll(ccm));
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
  }
}
