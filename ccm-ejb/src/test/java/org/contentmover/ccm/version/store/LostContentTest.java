package org.contentmover.ccm.version.store;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store has lost comes back from the staging area, too (VC-1). */
class LostContentTest {
  private static final String PAGE = "a page of some length ".repeat(10_000);

  @TempDir Path directory;

  private static long missing(Ccm ccm) {
    UUID check = ccm.tx(() -> ccm.get(StoreCare.class).check(ANN)).id();
    ccm.run(() -> ccm.get(CheckWork.class).check(check));
    return ccm.tx(() -> ccm.get(StoreCare.class).verification(check)).contentsMissing();
  }

  @Test
  void shouldComeBackThoughNothingInTheStagingAreaHasChanged() throws Exception {
    TestClock clock = new TestClock();
    try (Ccm ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock)) {
      ccm.provide(
          ServerContent.class,
          (server, site, hash, mostBytes, into) -> Optional.of(server.name() + " is away"));
      Farm farm = new Farm(ccm, clock).with("boston", "boston-1");
      Path staging = Files.createDirectories(directory.resolve("staging"));
      UUID job = PublishedSite.jobFor(ccm, staging);
      farm.second();
      Files.writeString(staging.resolve("page.html"), PAGE);
      assertEquals("SUCCEEDED", farm.untilEnded(farm.start(job)).summary().phase());

      ContentHash page = ContentHash.sha256(PAGE.getBytes(StandardCharsets.UTF_8));
      var at = ccm.get(ContentStore.class).find(page);
      byte[] pack = Files.readAllBytes(at.pack());
      pack[(int) (at.frameOffset() + at.frameBytes() / 2)] ^= 1;
      Files.write(at.pack(), pack);
      assertEquals(1, missing(ccm));

      var again = farm.untilEnded(farm.start(job)).summary();
      assertTrue(again.explanation().startsWith("Nothing to do"), again.explanation());
      assertEquals(0, missing(ccm));
      try (var in = ccm.get(ContentStore.class).read(page)) {
        assertEquals(PAGE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }
}
