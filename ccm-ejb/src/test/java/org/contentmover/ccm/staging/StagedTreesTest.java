package org.contentmover.ccm.staging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Staging areas on the CCM's own host (CM-1). */
class StagedTreesTest {
  private static final UUID RUN = new UUID(1, 2);

  @TempDir Path directory;
  private Path data;
  private Path staging;
  private Ccm ccm;

  @BeforeEach
  void start() throws Exception {
    data = directory.resolve("data");
    staging = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(staging.resolve("index.html"), "hello");
    ccm = new Ccm(TestDatabase.H2.create(), data, new TestClock());
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  private int scan(Path root) throws Exception {
    StagedTree tree = new StagedTree("demo", null, root.toString(), ScanRules.EVERYTHING);
    try (Intake content = ccm.get(ContentStore.class).intake()) {
      return ccm.get(StagedTrees.class).scan(tree, RUN, 1, content).manifest().size();
    }
  }

  @Test
  void shouldScanNothingOfTheCcmsOwnData() throws Exception {
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, data.resolve("keys"));
    for (Path root : new Path[] {link, data, directory}) {
      ScanFailure failure = assertThrows(ScanFailure.class, () -> scan(root));
      assertTrue(failure.getMessage().contains("keeps its keys"), failure.getMessage());
    }
    assertEquals(2, scan(staging));
  }
}
