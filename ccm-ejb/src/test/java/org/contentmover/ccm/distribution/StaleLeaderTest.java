package org.contentmover.ccm.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.distribution.view.DistributionReport;
import org.contentmover.ccm.distribution.view.EdgeQuestion;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.Segments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a leader of yesterday says about a distribution is refused, and counted (EL-6). */
class StaleLeaderTest {
  @TempDir Path directory;

  private Ccm ccm;
  private UUID distribution;

  /** boston-1 led in epoch 1, boston-2 does in epoch 2 and has reported once. */
  @BeforeEach
  void depose() throws IOException {
    Path staging = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(staging.resolve("index.html"), "first");
    TestClock clock = new TestClock();
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    Farm farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    farm.agent("boston-1").stalls = true;
    farm.agent("boston-2").stalls = true;
    UUID job = PublishedSite.jobFor(ccm, staging);
    farm.second();
    farm.start(job);
    farm.seconds(3);
    distribution = ccm.tx(() -> ccm.get(DistributionDriver.class).open()).get(0);
    report("boston-2", 2, 100);
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  @Test
  void shouldRefuseAndCountReports() {
    assertEquals(0, counted());
    assertThrows(Outdated.class, () -> report("boston-1", 1, 200));
    assertEquals(1, counted());
    Outdated overtaken = assertThrows(Outdated.class, () -> report("boston-2", 2, 99));
    assertEquals(2, counted());
    assertEquals(new Outdated.Position(2, 100), overtaken.position().orElseThrow());
  }

  @Test
  void shouldRefuseAndCountQuestions() {
    assertThrows(Outdated.class, () -> ask("boston-1", 1));
    assertThrows(Outdated.class, () -> ask("boston-2", 1));
    assertEquals(2, counted());
  }

  private void report(String server, long epoch, long sequence) {
    DistributionReport report =
        new DistributionReport(server, "boston", epoch, sequence, false, 0, 1, null, List.of());
    ccm.run(() -> ccm.get(Distributions.class).report(distribution, report, server));
  }

  private void ask(String server, long epoch) {
    EdgeQuestion question = new EdgeQuestion(server, epoch, 1, 0, null);
    ccm.run(() -> ccm.get(Distributions.class).next(distribution, question, server));
  }

  private long counted() {
    return ccm.tx(() -> ccm.get(Segments.class).view("boston")).staleReports();
  }
}
