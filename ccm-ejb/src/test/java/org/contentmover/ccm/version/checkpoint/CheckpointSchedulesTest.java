package org.contentmover.ccm.version.checkpoint;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.PublishedContent;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.checkpoint.view.CheckpointScheduleView;
import org.contentmover.ccm.version.checkpoint.view.CheckpointTimes;
import org.contentmover.ccm.version.checkpoint.view.CheckpointView;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkpoints that are made by themselves (VC-2). */
class CheckpointSchedulesTest {
  private static final CheckpointTimes HOURLY = every(Duration.ofHours(1), 2);

  @TempDir Path directory;
  private final TestClock clock = new TestClock();
  private DataSource database;
  private Ccm ccm;
  private PublishedContent content;

  @AfterEach
  void stop() {
    if (ccm != null) {
      ccm.close();
    }
  }

  private void start(TestDatabase kind) {
    database = kind.create();
    ccm = new Ccm(database, directory.resolve("data"), clock);
    content = PublishedContent.in(ccm, directory.resolve("staging"));
  }

  private static CheckpointTimes every(Duration distance, Integer kept) {
    return new CheckpointTimes(distance, null, null, null, kept);
  }

  private CheckpointScheduleView set(CheckpointTimes times) {
    return ccm.tx(() -> ccm.get(CheckpointSchedules.class).change(SITE, GROUP, times, null, ANN));
  }

  private CheckpointScheduleView schedule() {
    return ccm.tx(() -> ccm.get(CheckpointSchedules.class).view(SITE, GROUP));
  }

  private void after(Duration time) {
    clock.advance(time);
    new ScheduleTicker(inTransactions()).tick();
    CheckpointExecution.executeAll(ccm);
  }

  /** Each call in one of its own, as from the container. */
  private CheckpointSchedules inTransactions() {
    return (CheckpointSchedules)
        Proxy.newProxyInstance(
            CheckpointSchedules.class.getClassLoader(),
            new Class<?>[] {CheckpointSchedules.class},
            (self, method, arguments) -> {
              try {
                return ccm.tx(() -> invoke(method, arguments));
              } catch (UndeclaredThrowableException e) {
                throw e.getCause().getCause();
              }
            });
  }

  private Object invoke(Method method, Object[] arguments) {
    try {
      return method.invoke(ccm.get(CheckpointSchedules.class), arguments);
    } catch (ReflectiveOperationException e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  private List<String> names() {
    return ccm
        .tx(() -> ccm.get(Checkpoints.class).list(SITE, GROUP, PageRequest.first(100)))
        .items()
        .stream()
        .map(CheckpointView::name)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldMakeThemWhenItIsTimeAndKeepTheNewest(TestDatabase kind) {
    start(kind);
    Instant begin = clock.instant();
    assertEquals(begin.plus(Duration.ofHours(1)), set(HOURLY).next());
    content.publish(Map.of("a.txt", "0"));
    after(Duration.ofMinutes(59));
    assertEquals(List.of(), names());
    after(Duration.ofMinutes(1));
    assertEquals(List.of("scheduled 1"), names());
    for (int i = 1; i <= 3; i++) {
      content.publish(Map.of("a.txt", "number " + i));
      after(Duration.ofHours(1));
    }
    assertEquals(List.of("scheduled 4", "scheduled 3"), names());
    assertEquals(begin.plus(Duration.ofHours(5)), schedule().next());
    assertEquals("Made checkpoint \"scheduled 4\".", schedule().lastResult());
  }

  @Test
  void shouldLeaveThoseMadeByHandAlone() {
    start(TestDatabase.H2);
    ccm.run(() -> ccm.get(HostedSites.class).keepCheckpoints(SITE, 1, null, ANN));
    content.publish(Map.of("a.txt", "0"));
    ccm.tx(
        () ->
            ccm.get(Checkpoints.class)
                .create(new NewCheckpoint(SITE, GROUP, "by hand", null, null), ANN));
    CheckpointExecution.executeAll(ccm);
    set(HOURLY);
    for (int i = 1; i <= 3; i++) {
      content.publish(Map.of("a.txt", "number " + i));
      after(Duration.ofHours(1));
    }
    assertEquals(List.of("scheduled 4", "scheduled 3", "by hand"), names());
  }

  @Test
  void shouldMakeNoneWhenNothingIsNew() {
    start(TestDatabase.H2);
    set(HOURLY);
    after(Duration.ofHours(1));
    assertTrue(schedule().lastResult().contains("Nothing is published"), schedule().lastResult());
    content.publish(Map.of("a.txt", "0"));
    after(Duration.ofHours(1));
    after(Duration.ofHours(1));
    assertEquals(List.of("scheduled 1"), names());
    assertTrue(schedule().lastResult().contains("scheduled 1"), schedule().lastResult());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldMakeUpOnceForTimesThatWereMissed(TestDatabase kind) {
    start(kind);
    content.publish(Map.of("a.txt", "0"));
    Instant begin = clock.instant();
    set(HOURLY);
    ccm.close();
    clock.advance(Duration.ofMinutes(9 * 60 + 20));
    ccm = new Ccm(database, directory.resolve("data"), clock);
    after(Duration.ZERO);
    after(Duration.ofSeconds(5));
    assertEquals(List.of("scheduled 1"), names());
    assertEquals(begin.plus(Duration.ofHours(10)), schedule().next());
  }

  @Test
  void shouldKeepToATimeOfDay() {
    start(TestDatabase.H2);
    CheckpointTimes nightly =
        new CheckpointTimes(null, "03:00", List.of("monday"), "Europe/London", null);
    CheckpointScheduleView view = set(nightly);
    assertEquals(10, view.kept());
    assertEquals(List.of("MONDAY"), view.days());
    assertTrue(view.next().isAfter(clock.instant()), view.toString());
    assertTrue(view.next().isBefore(clock.instant().plus(Duration.ofDays(7))), view.toString());
  }

  @Test
  void shouldPassOverANameThatIsTaken() {
    start(TestDatabase.H2);
    content.publish(Map.of("a.txt", "0"));
    ccm.tx(
        () ->
            ccm.get(Checkpoints.class)
                .create(new NewCheckpoint(SITE, GROUP, "scheduled 3", null, null), ANN));
    CheckpointExecution.executeAll(ccm);
    set(HOURLY);
    for (int i = 1; i <= 2; i++) {
      content.publish(Map.of("a.txt", "number " + i));
      after(Duration.ofHours(1));
    }
    assertEquals(List.of("scheduled 4", "scheduled 2", "scheduled 3"), names());
  }

  @Test
  void shouldGoOnWithOthersWhenOneCannotBeMade() {
    start(TestDatabase.H2);
    List<String> told = new ArrayList<>();
    CheckpointSchedules some =
        (CheckpointSchedules)
            Proxy.newProxyInstance(
                CheckpointSchedules.class.getClassLoader(),
                new Class<?>[] {CheckpointSchedules.class},
                (self, method, arguments) -> {
                  switch (method.getName()) {
                    case "due":
                      return List.of(due("lost"), due("broken"), due("good"));
                    case "take":
                      if (arguments[0].equals(due("lost"))) {
                        throw new Conflict("its content is lost");
                      }
                      if (arguments[0].equals(due("broken"))) {
                        throw new IllegalStateException("broken");
                      }
                      return told.add("took " + arguments[0]);
                    default:
                      return told.add(method.getName() + " " + arguments[0] + ": " + arguments[1]);
                  }
                });
    new ScheduleTicker(some).tick();
    assertEquals(
        List.of(
            "tookInVain " + due("lost") + ": Failed: its content is lost",
            "stumbled "
                + due("broken")
                + ": Failed: the CCM could not make it; see the log of its server.",
            "took " + due("good")),
        told);
  }

  private static CheckpointSchedules.Due due(String group) {
    return new CheckpointSchedules.Due(SITE, group);
  }

  @Test
  void shouldGoOnWithTheNextTimeWhenOneWasInVain() {
    start(TestDatabase.H2);
    Instant begin = clock.instant();
    set(HOURLY);
    clock.advance(Duration.ofHours(1));
    ccm.run(
        () -> ccm.get(CheckpointSchedules.class).tookInVain(due(GROUP), "Failed: no such luck"));
    assertEquals("Failed: no such luck", schedule().lastResult());
    assertEquals(begin.plus(Duration.ofHours(2)), schedule().next());
    content.publish(Map.of("a.txt", "0"));
    after(Duration.ZERO);
    assertEquals(List.of(), names(), "not before it is time");
    after(Duration.ofHours(1));
    assertEquals(List.of("scheduled 1"), names());
  }

  @Test
  void shouldTryAgainForSomeMinutesWhenItFailedForAReasonThatMayPass() {
    start(TestDatabase.H2);
    Instant begin = clock.instant();
    set(HOURLY);
    content.publish(Map.of("a.txt", "0"));
    clock.advance(Duration.ofMinutes(69));
    stumble();
    assertEquals(begin.plus(Duration.ofHours(1)), schedule().next());
    clock.advance(Duration.ofMinutes(1));
    stumble();
    assertEquals("Failed: see the log", schedule().lastResult());
    assertEquals(begin.plus(Duration.ofHours(2)), schedule().next());
  }

  private void stumble() {
    ccm.run(() -> ccm.get(CheckpointSchedules.class).stumbled(due(GROUP), "Failed: see the log"));
  }

  @Test
  void shouldKeepOnlyTheLatestOfThoseThatFailed() throws IOException {
    start(TestDatabase.H2);
    set(every(Duration.ofHours(1), 10));
    for (int i = 1; i <= 3; i++) {
      content.publish(Map.of("a.txt", "number " + i));
      clock.advance(Duration.ofHours(1));
      new ScheduleTicker(inTransactions()).tick();
      CheckpointView begun =
          ccm.tx(() -> ccm.get(Checkpoints.class).list(SITE, GROUP, PageRequest.first(1)))
              .items()
              .get(0);
      if (i != 2) {
        assertTrue(
            ccm.tx(() -> ccm.get(CheckpointBoard.class).failed(begun.id(), 1, "content is lost")));
      } else {
        CheckpointExecution.executeAll(ccm);
      }
    }
    assertEquals(List.of("scheduled 3", "scheduled 2"), names());
  }

  @Test
  void shouldStopWhenNoTimeIsGiven() {
    start(TestDatabase.H2);
    assertEquals(0, schedule().revision());
    assertNull(schedule().next());
    set(HOURLY);
    assertNull(set(every(null, null)).next());
    content.publish(Map.of("a.txt", "0"));
    after(Duration.ofDays(3));
    assertEquals(List.of(), names());
  }

  @Test
  void shouldRefuseWhatCannotBeMeant() {
    start(TestDatabase.H2);
    for (CheckpointTimes wrong :
        List.of(
            every(Duration.ofSeconds(59), null),
            every(Duration.ofDays(367), null),
            every(Duration.ofHours(1), 0),
            every(Duration.ofHours(1), 1_001),
            new CheckpointTimes(Duration.ofHours(1), "03:00", null, null, null),
            new CheckpointTimes(null, "3", null, null, null),
            new CheckpointTimes(null, "24:00", null, null, null),
            new CheckpointTimes(null, "03:00", List.of("SOMEDAY"), null, null),
            new CheckpointTimes(null, "03:00", null, "Europe/Nowhere", null),
            new CheckpointTimes(null, null, null, "Europe/London", null))) {
      assertThrows(Invalid.class, () -> set(wrong), wrong.toString());
    }
    assertEquals(0, schedule().revision(), "nothing half done");
    set(HOURLY);
    assertThrows(
        Outdated.class,
        () ->
            ccm.tx(() -> ccm.get(CheckpointSchedules.class).change(SITE, GROUP, HOURLY, 0L, ANN)));
    assertThrows(
        NotFound.class,
        () -> ccm.tx(() -> ccm.get(CheckpointSchedules.class).view(SITE, "nobody")));
  }
}
