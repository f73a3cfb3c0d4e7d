package org.contentmover.ccm.version.plan;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.contentmover.ccm.run.RunDriver;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.GarbageCollection;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A planning job that is stopped between two steps. */
class PlanEndTest {
  @TempDir Path directory;

  @Test
  void shouldNotKeepGarbageFromBeingCollected() throws IOException {
    Path staging = Files.createDirectories(directory.resolve("staging"));
    TestClock clock = new TestClock();
    try (Ccm ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock)) {
      Farm farm = new Farm(ccm, clock).with("boston", "boston-1");
      UUID job = PublishedSite.jobFor(ccm, staging);
      Files.writeString(staging.resolve("a.txt"), "one");
      farm.second();
      assertEquals("SUCCEEDED", farm.untilEnded(farm.start(job)).summary().phase());
      garbage(ccm);

      PublishWork work = scannedOnly(ccm, job, staging);
      GarbageCollection garbage = ccm.get(GarbageCollection.class);
      assertTrue(garbage.collect(Map::of).waits(), "for the job that was stopped");
      work.scanned().close();
      work.scanned().close();
      assertFalse(garbage.collect(Map::of).waits());
    }
  }

  /** Content that nothing refers to. */
  private static void garbage(Ccm ccm) throws IOException {
    try (Intake intake = ccm.get(ContentStore.class).intake()) {
      intake.add(Manifest.EMPTY);
      intake.finish();
    }
  }

  private static PublishWork scannedOnly(Ccm ccm, UUID job, Path staging) throws IOException {
    Files.writeString(staging.resolve("b.txt"), "two");
    UUID run =
        ccm.tx(() -> ccm.get(Runs.class).start(job, RunOptions.NONE, null, ANN)).summary().id();
    ccm.run(() -> ccm.get(RunDriver.class).drive(run));
    PlanWanted wanted = null;
    for (Object news = ccm.nextNews(); news != null; news = ccm.nextNews()) {
      wanted = news instanceof PlanWanted it ? it : wanted;
    }
    PublishWork work = ccm.get(PublishWork.class);
    PlanWanted plan = wanted;
    assertEquals(
        PublishWork.Exit.NEXT,
        ccm.tx(
            () -> {
              try {
                return work.scan(
                    plan.run(), plan.attempt(), plan.site(), plan.group(), plan.stagingArea());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
    return work;
  }
}
