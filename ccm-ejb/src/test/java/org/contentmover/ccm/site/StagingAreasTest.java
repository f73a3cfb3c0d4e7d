package org.contentmover.ccm.site;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.site.view.NewStagingArea;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingAreasTest {
  @TempDir Path directory;

  @Test
  void shouldNameTheFieldThatIsNotAcceptable() {
    try (Ccm ccm = new Ccm(TestDatabase.H2.create(), directory, new TestClock())) {
      ccm.run(() -> ccm.get(HostedSites.class).create(SITE, "", ANN));
      for (String path : Arrays.asList(null, "", "relative", "/nul\0")) {
        assertRefused(ccm, "path", path, List.of());
      }
      for (String glob : Arrays.asList(null, " ", "[", "a\nb")) {
        assertRefused(ccm, "excludes", "/staging", Arrays.asList(glob));
      }
    }
  }

  private static void assertRefused(Ccm ccm, String field, String path, List<String> excludes) {
    NewStagingArea area = new NewStagingArea("demo", SITE, null, path, null, excludes);
    Invalid refusal =
        assertThrows(
            Invalid.class,
            () -> ccm.tx(() -> ccm.get(StagingAreas.class).create(area, ANN)),
            path + " " + excludes);
    assertEquals(field, refusal.field());
  }
}
