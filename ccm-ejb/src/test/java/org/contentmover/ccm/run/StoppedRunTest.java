package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.run.view.RunEventView;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run whose CCM cannot write says so to people, and goes on when it can (UI-5). */
class StoppedRunTest {
  private static final Logger LOG = Logger.getLogger(RunTroubles.class.getName());
  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private final List<LogRecord> logged = new ArrayList<>();
  private final Handler log =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logged.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private Ccm ccm;
  private Farm farm;

  @AfterEach
  void stop() {
    LOG.removeHandler(log);
    LOG.setUseParentHandlers(true);
    LOG.setLevel(null);
    ccm.close();
  }

  /** Holds what it staged for a minute. */
  private UUID staged(TestDatabase kind) throws IOException {
    LOG.addHandler(log);
    LOG.setLevel(Level.INFO);
    LOG.setUseParentHandlers(false);
    Path staging = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(staging.resolve("index.html"), "first");
    ccm = new Ccm(kind.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    UUID job = PublishedSite.jobFor(ccm, staging);
    farm.second();
    Instant at = clock.instant().plus(Duration.ofMinutes(1));
    RunOptions later = new RunOptions(false, false, at);
    UUID run = ccm.tx(() -> ccm.get(Runs.class).start(job, later, null, ANN)).summary().id();
    farm.seconds(5);
    assertEquals("STAGED", farm.view(run).summary().phase());
    return run;
  }

  /** As on a server, where each of these calls has a transaction of its own. */
  private RunPokes pokes() {
    RunDriver driver = ccm.get(RunDriver.class);
    StoppedRuns stopped = ccm.get(StoppedRuns.class);
    ccm.provide(
        RunDriver.class,
        new RunDriver() {
          @Override
          public void drive(UUID run) {
            ccm.run(() -> driver.drive(run));
          }
        });
    ccm.provide(
        StoppedRuns.class,
        new StoppedRuns() {
          @Override
          public void tell(UUID run, String why) {
            ccm.run(() -> stopped.tell(run, why));
          }
        });
    RunPokes pokes = ccm.get(RunPokes.class);
    ccm.provide(RunDriver.class, driver);
    return pokes;
  }

  /** An order is not tried again by itself: who gave it has to know that it was not taken. */
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldSayThatAnOrderWasNotTakenAndWhatToDo(TestDatabase kind) throws IOException {
    UUID run = staged(kind);
    Path assignments = ccm.get(DataDirectory.class).assignments();
    Path away = Files.move(assignments, directory.resolve("away"));
    Files.writeString(assignments, "nothing can be made below a file");

    for (Supplier<RunView> order :
        List.<Supplier<RunView>>of(
            () -> ccm.get(Runs.class).commit(run, null, ANN),
            () -> ccm.get(Runs.class).abort(run, ANN))) {
      Conflict refusal = assertThrows(Conflict.class, () -> ccm.tx(order));
      String why = refusal.getMessage();
      assertTrue(why.contains("the order was not taken: the CCM cannot work in its data"), why);
      assertTrue(why.endsWith("free space there, then order it again."), why);
      assertEquals("STAGED", farm.view(run).summary().phase());
    }

    Files.delete(assignments);
    Files.move(away, assignments);
    ccm.tx(() -> ccm.get(Runs.class).commit(run, null, ANN));
    assertEquals("SUCCEEDED", farm.untilEnded(run).summary().phase());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldSayOnceThatTheDataDirectoryCannotBeWritten(TestDatabase kind) throws IOException {
    UUID run = staged(kind);
    RunPokes pokes = pokes();
    Path assignments = ccm.get(DataDirectory.class).assignments();
    Path away = Files.move(assignments, directory.resolve("away"));
    Files.writeString(assignments, "nothing can be made below a file");
    clock.advance(Duration.ofSeconds(60));
    for (int times = 0; times < 3; times++) {
      pokes.drive(run);
    }

    RunView view = farm.view(run);
    assertEquals("STAGED", view.summary().phase());
    String why = view.summary().explanation();
    assertTrue(why.startsWith("Cannot go on: the CCM cannot work in its data directory "), why);
    assertEquals(
        List.of(why),
        view.events().stream()
            .map(RunEventView::text)
            .filter(text -> text.startsWith("Cannot go on"))
            .toList());
    assertEquals(1, logged.size());

    Files.delete(assignments);
    Files.move(away, assignments);
    pokes.drive(run);
    assertEquals("COMMITTING", farm.view(run).summary().phase());
    assertEquals("", farm.view(run).summary().explanation());
    assertEquals(2, logged.size(), "told that it goes on");
    assertEquals("SUCCEEDED", farm.untilEnded(run).summary().phase());
  }
}
