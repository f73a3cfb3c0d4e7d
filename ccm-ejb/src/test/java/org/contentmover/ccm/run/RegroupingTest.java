package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobType;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server goes from one content group of a site to another one (CM-14). */
class RegroupingTest {
  private static final String OTHERS = "others";

  @TempDir Path directory;
  private final TestClock clock = new TestClock();
  private Ccm ccm;
  private Farm farm;
  private Path page;
  private UUID forEveryone;
  private UUID forOthers;

  /** All show version 1 of everyone; then boston-2 belongs to another group. */
  @BeforeEach
  void move() throws IOException {
    page = Files.createDirectories(directory.resolve("staging")).resolve("index.html");
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    forEveryone = PublishedSite.jobFor(ccm, page.getParent());
    farm.second();
    publish(forEveryone, "SUCCEEDED");
    change(GROUP, "boston-1");
    ccm.run(() -> ccm.get(ContentGroups.class).create(group(OTHERS, "boston-2"), ANN));
    NewJob job =
        new NewJob(
            OTHERS, JobType.PUBLISH, SITE, OTHERS, "demo", "100%", null, null, null, null, null);
    forOthers = ccm.tx(() -> ccm.get(Jobs.class).create(job, ANN)).id();
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  @Test
  void shouldShowTheFirstVersionOfAGroupThatWasNeverPublished() throws IOException {
    publish(forOthers, "SUCCEEDED");
    assertEquals(2, farm.agent("boston-2").live);
    publish(forOthers, "SUCCEEDED");
    assertEquals(3, farm.agent("boston-2").live);
    assertEquals(1, farm.agent("boston-1").live);
  }

  @Test
  void shouldBeBroughtWhatTheGroupShowsToWhichItGoesBack() throws IOException {
    publish(forOthers, "SUCCEEDED");
    goBack();
    farm.seconds(5);
    assertEquals(1, farm.agent("boston-2").live);
    publish(forEveryone, "SUCCEEDED");
    assertEquals(3, farm.agent("boston-2").live);
  }

  @Test
  void shouldGoOnInItsGroupWhenTheOtherOneWasNeverShown() throws IOException {
    UUID run = stagedAndGivenUp();
    assertEquals("ABORTED", farm.view(run).summary().phase());
    goBack();
    publish(forEveryone, "SUCCEEDED");
    assertEquals(3, farm.agent("boston-2").live);
  }

  private UUID stagedAndGivenUp() throws IOException {
    Files.writeString(page, "never shown");
    UUID run =
        ccm.tx(
                () ->
                    ccm.get(Runs.class)
                        .start(forOthers, new RunOptions(false, true, null), null, ANN))
            .summary()
            .id();
    farm.seconds(10);
    assertEquals(2, farm.agent("boston-2").staged);
    ccm.run(() -> ccm.get(Runs.class).abort(run, ANN));
    farm.untilEnded(run);
    return run;
  }

  private void goBack() {
    change(OTHERS, "london-1");
    change(GROUP, "boston-1", "boston-2");
  }

  private void publish(UUID job, String phase) throws IOException {
    Files.writeString(page, clock.instant().toString());
    RunSummary run = farm.untilEnded(farm.start(job)).summary();
    assertEquals(phase, run.phase(), run.explanation());
  }

  private void change(String name, String... servers) {
    ccm.run(() -> ccm.get(ContentGroups.class).change(group(name, servers), null, ANN));
  }

  private static NewContentGroup group(String name, String... servers) {
    return new NewContentGroup(SITE, name, Membership.SERVERS, null, List.of(servers), null);
  }
}
