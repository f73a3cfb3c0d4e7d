package org.contentmover.ccm.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database does not grow with every server of every run for ever. */
class DistributionHistoryTest {
  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Ccm ccm;
  private Farm farm;
  private UUID job;

  @AfterEach
  void stop() {
    if (ccm != null) {
      ccm.close();
    }
  }

  private UUID publish(String content) throws IOException {
    Files.writeString(directory.resolve("staging/index.html"), content);
    UUID run = farm.start(job);
    RunView ended = farm.untilEnded(run);
    assertEquals("SUCCEEDED", ended.summary().phase(), ended.summary().explanation());
    return run;
  }

  private int forget() {
    return ccm.tx(() -> ccm.get(DistributionHistory.class).forget());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldForgetWhatEndedLongAgoAndNothingElse(TestDatabase kind) throws IOException {
    Path staging = Files.createDirectories(directory.resolve("staging"));
    ccm = new Ccm(kind.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    job = PublishedSite.jobFor(ccm, staging);
    farm.second();
    UUID first = publish("first");
    UUID distribution = farm.view(first).distribution();
    clock.advance(DistributionHistory.KEPT.minus(Duration.ofMinutes(20)));
    UUID second = publish("second");
    assertEquals(0, forget(), "not old enough");

    clock.advance(Duration.ofMinutes(30));
    assertEquals(2, forget(), "staging and commit of the first");
    assertEquals(0, forget());
    assertThrows(
        NotFound.class, () -> ccm.tx(() -> ccm.get(Distributions.class).view(distribution)));
    RunView remembered = farm.view(first);
    assertEquals("SUCCEEDED", remembered.summary().phase());
    assertEquals(2, remembered.summary().counts().all());
    assertEquals(
        2,
        ccm.tx(() -> ccm.get(DistributionRows.class).servers(farm.view(second).distribution()))
            .size());
  }
}
