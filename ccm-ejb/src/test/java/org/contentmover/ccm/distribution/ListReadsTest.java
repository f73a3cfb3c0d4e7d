package org.contentmover.ccm.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.run.RunDriver;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.RunFilter;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.Statements;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.Servers;
import org.contentmover.ccm.topology.view.ServerView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lists and surveys ask the database the same few questions, however many servers and runs there
 * are.
 */
class ListReadsTest {
  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private final Statements statements = new Statements();
  private Path staging;
  private Ccm ccm;
  private Farm farm;
  private UUID job;

  private void publishOn(TestDatabase database) throws IOException {
    staging = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(staging.resolve("index.html"), "first");
    ccm = new Ccm(statements.of(database.create()), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    job = PublishedSite.jobFor(ccm, staging);
    farm.second();
    farm.untilEnded(farm.start(job));
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  @Test
  void shouldAskNoMoreForMoreServers() throws IOException {
    publishOn(TestDatabase.H2);
    publishToStalled();
    int few = statements.during(this::servers).size();
    farm.with("london", "london-1", "london-2", "london-3", "london-4", "london-5");
    farm.seconds(8);
    assertEquals(7, servers().size());
    assertTrue(servers().stream().anyMatch(server -> server.sites().get(0).backupVersion() == 0));
    assertEquals(few, statements.during(this::servers).size());
  }

  /** It is taken twice a second while a run waits, and locks the site. */
  @Test
  void shouldAskNoMoreToSurveyMoreServers() throws IOException {
    publishOn(TestDatabase.H2);
    publishToStalled();
    UUID waiting = farm.start(job);
    farm.seconds(3);
    List<String> few = survey(waiting);
    farm.with("london", "london-1", "london-2", "london-3", "london-4", "london-5");
    farm.seconds(3);
    List<String> more = survey(waiting);
    assertEquals(few.size(), more.size(), more::toString);
  }

  private List<String> survey(UUID waiting) {
    assertEquals("WAITING", farm.view(waiting).summary().phase());
    return statements.during(() -> ccm.run(() -> ccm.get(RunDriver.class).drive(waiting)));
  }

  @Test
  void shouldAskNoMoreForMoreRuns() throws IOException {
    publishOn(TestDatabase.H2);
    publishToStalled();
    List<String> one = statements.during(this::runs);
    farm.start(job);
    farm.start(job);
    farm.seconds(2);
    assertEquals(4, runs().size());
    assertEquals(one.size(), statements.during(this::runs).size());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldCountTheServersOfARunAsItsPageDoes(TestDatabase database) throws IOException {
    publishOn(database);
    TreeSet<String> phases = new TreeSet<>();
    Files.writeString(staging.resolve("index.html"), "the second, in pieces");
    farm.agent("boston-2").fails = "NO_SPACE";
    UUID run = farm.start(job);
    for (int second = 0; second < 20; second++) {
      for (RunSummary listed : runs()) {
        assertEquals(farm.view(listed.id()).summary(), listed);
        phases.add(listed.phase());
      }
      farm.second();
    }
    assertNotEquals(0, farm.view(run).summary().counts().failed());
    publishToStalled();
    for (RunSummary listed : runs()) {
      assertEquals(farm.view(listed.id()).summary(), listed);
      phases.add(listed.phase());
    }
    assertTrue(phases.contains("DISTRIBUTING"), phases::toString);
  }

  private void publishToStalled() throws IOException {
    farm.agent("boston-1").stalls = true;
    Files.writeString(staging.resolve("index.html"), "changed " + clock.instant());
    farm.start(job);
    farm.seconds(3);
  }

  private List<ServerView> servers() {
    return ccm.tx(() -> ccm.get(Servers.class).list(null, new PageRequest(0, 100))).items();
  }

  private List<RunSummary> runs() {
    return ccm.tx(() -> ccm.get(Runs.class).list(RunFilter.ANY, new PageRequest(0, 100))).items();
  }
}
