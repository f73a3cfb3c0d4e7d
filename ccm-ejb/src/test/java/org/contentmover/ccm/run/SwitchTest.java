package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is staged now goes live at a set time, or when somebody says so (VC-8). */
class SwitchTest {
  private static final RunOptions ON_ORDER = new RunOptions(false, true, null);

  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private DataSource database;
  private Farm farm;
  private UUID job;

  @BeforeEach
  void stage() throws IOException {
    database = TestDatabase.H2.create();
    Path staging = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(staging.resolve("index.html"), "first");
    Ccm ccm = new Ccm(database, directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    job = PublishedSite.jobFor(ccm, staging);
    farm.second();
  }

  @AfterEach
  void stop() {
    farm.ccm().close();
  }

  private UUID start(RunOptions options) {
    return start(options, null);
  }

  private UUID start(RunOptions options, String idempotencyKey) {
    return farm.ccm()
        .tx(() -> farm.ccm().get(Runs.class).start(job, options, idempotencyKey, ANN))
        .summary()
        .id();
  }

  private RunView commit(UUID run, Instant at) {
    return farm.ccm().tx(() -> farm.ccm().get(Runs.class).commit(run, at, ANN));
  }

  private void requireStaged(UUID run) {
    RunView view = farm.view(run);
    assertEquals("STAGED", view.summary().phase(), view.summary().explanation());
    assertTrue(view.committable());
    assertEquals(0, farm.agent("boston-1").live);
    assertEquals(1, farm.agent("boston-1").staged);
  }

  @Test
  void shouldGoLiveAtTheTimeThatWasSetAlsoAfterACrash() {
    Instant at = clock.instant().plusSeconds(600);
    UUID run = start(new RunOptions(false, false, at));
    farm.seconds(300);
    requireStaged(run);
    assertEquals(at, farm.view(run).commitAt());
    farm.ccm().close();
    farm.restartedAs(new Ccm(database, directory.resolve("data"), clock));
    farm.seconds(295);
    requireStaged(run);
    farm.seconds(8);
    assertEquals("SUCCEEDED", farm.view(run).summary().phase());
    assertEquals(1, farm.agent("boston-2").live);
  }

  @Test
  void shouldGoLiveWhenSomebodySaysSo() {
    UUID run = start(ON_ORDER);
    farm.seconds(60);
    requireStaged(run);
    commit(run, null);
    farm.seconds(2);
    assertEquals("SUCCEEDED", farm.view(run).summary().phase());
    assertThrows(Conflict.class, () -> commit(run, null));
  }

  @Test
  void shouldTakeATimeWhileItHolds() {
    UUID run = start(ON_ORDER);
    farm.seconds(10);
    commit(run, clock.instant().plusSeconds(60));
    farm.seconds(50);
    requireStaged(run);
    farm.seconds(15);
    assertEquals("SUCCEEDED", farm.view(run).summary().phase());
  }

  @Test
  void shouldBeAbortedWhileItHolds() {
    UUID run = start(ON_ORDER);
    farm.seconds(10);
    farm.ccm().tx(() -> farm.ccm().get(Runs.class).abort(run, ANN));
    assertEquals("ABORTED", farm.untilEnded(run).summary().phase());
    assertEquals(0, farm.agent("boston-1").live);
    assertEquals(0, farm.agent("boston-1").staged);
  }

  @Test
  void shouldRefuseATimeThatIsPastOrFarAhead() {
    Instant past = clock.instant().minusSeconds(1);
    assertThrows(Invalid.class, () -> start(new RunOptions(false, false, past)));
    Instant far = clock.instant().plusSeconds(40L * 86_400);
    assertThrows(Invalid.class, () -> start(new RunOptions(false, false, far)));
  }

  @Test
  void shouldRefuseAKeyThatWasUsedForAnotherTime() {
    Instant at = clock.instant().plusSeconds(600);
    RunOptions ordered = new RunOptions(false, false, at);
    UUID run = start(ordered, "key-1");
    assertEquals(run, start(ordered, "key-1"));
    RunOptions later = new RunOptions(false, false, at.plusMillis(1));
    for (RunOptions other : List.of(RunOptions.NONE, ON_ORDER, later)) {
      Conflict refused = assertThrows(Conflict.class, () -> start(other, "key-1"));
      assertTrue(refused.getMessage().contains(run.toString()), refused.getMessage());
    }
  }

  @Test
  void shouldKnowTheOrderOfAKeyWhenSomebodySetAnotherTimeLater() {
    UUID run = start(ON_ORDER, "key-1");
    farm.seconds(10);
    commit(run, clock.instant().plusSeconds(60));
    assertEquals(run, start(ON_ORDER, "key-1"));
    Instant at = clock.instant().plusSeconds(90);
    UUID second = start(new RunOptions(false, false, at), "key-2");
    farm.seconds(300);
    assertEquals(second, start(new RunOptions(false, false, at), "key-2"));
  }
}
