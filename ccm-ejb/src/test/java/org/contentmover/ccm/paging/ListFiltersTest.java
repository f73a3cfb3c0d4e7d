package org.contentmover.ccm.paging;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.RunFilter;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.StagingAreas;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.Servers;
import org.contentmover.ccm.version.Assignments;
import org.contentmover.ccm.version.checkpoint.Checkpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists by a name nobody gave are refused; by one there is nothing of they are empty. */
class ListFiltersTest {
  private static final PageRequest PAGE = PageRequest.first(50);

  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Ccm ccm;
  private UUID job;

  @BeforeEach
  void start() {
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    job = PublishedSite.jobFor(ccm, directory);
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  @Test
  void shouldRefuseWhatNobodyNamed() {
    String noSite = "There is no hosted site \"nosuch\".";
    refused(noSite, () -> ccm.get(Runs.class).list(new RunFilter(null, "nosuch", null), PAGE));
    refused(noSite, () -> ccm.get(Runs.class).list(new RunFilter(job, "nosuch", true), PAGE));
    refused(noSite, () -> ccm.get(StagingAreas.class).list("nosuch"));
    refused(noSite, () -> ccm.get(ContentGroups.class).list("nosuch"));
    refused(noSite, () -> ccm.get(Checkpoints.class).list("nosuch", null, PAGE));
    refused(
        "There is no content group \"nosuch\".",
        () -> ccm.get(Checkpoints.class).list(null, "nosuch", PAGE));
    refused(
        "There is no content group \"" + SITE + "/nosuch\".",
        () -> ccm.get(Checkpoints.class).list(SITE, "nosuch", PAGE));
    refused("There is no segment \"nosuch\".", () -> ccm.get(Servers.class).list("nosuch", PAGE));
    refused("There is no run \"" + job + "\".", () -> ccm.get(Assignments.class).list(job, PAGE));
  }

  @Test
  void shouldBeEmptyWhereThereIsNothingYet() {
    assertEquals(0, ccm.tx(() -> ccm.get(Runs.class).list(ofSite(), PAGE)).total());
    assertEquals(0, ccm.tx(() -> ccm.get(Checkpoints.class).list(SITE, GROUP, PAGE)).total());
    assertEquals(0, ccm.tx(() -> ccm.get(Checkpoints.class).list(null, GROUP, PAGE)).total());
    ccm.run(() -> ccm.get(HostedSites.class).create("www.other.com", "", ANN));
    assertEquals(List.of(), ccm.tx(() -> ccm.get(StagingAreas.class).list("www.other.com")));
    assertEquals(List.of(), ccm.tx(() -> ccm.get(ContentGroups.class).list("www.other.com")));
    UUID run = new Farm(ccm, clock).start(job);
    assertEquals(0, ccm.tx(() -> ccm.get(Assignments.class).list(run, PAGE)).total());
  }

  @Test
  void shouldShowTheRunsOfASiteThatIsGone() {
    Farm farm = new Farm(ccm, clock);
    UUID run = farm.start(job);
    ccm.run(() -> ccm.get(Runs.class).abort(run, ANN));
    farm.untilEnded(run);
    ccm.run(
        () -> {
          ccm.get(Jobs.class).remove(job, ANN);
          ccm.get(StagingAreas.class).remove("demo", ANN);
          ccm.get(ContentGroups.class).remove(SITE, GROUP, ANN);
        });
    ccm.run(() -> ccm.get(HostedSites.class).remove(SITE, ANN));
    assertEquals(1, ccm.tx(() -> ccm.get(Runs.class).list(ofSite(), PAGE)).total());
  }

  private static RunFilter ofSite() {
    return new RunFilter(null, SITE, null);
  }

  private void refused(String why, Supplier<?> list) {
    assertEquals(why, assertThrows(NotFound.class, () -> ccm.tx(list)).getMessage());
  }
}
