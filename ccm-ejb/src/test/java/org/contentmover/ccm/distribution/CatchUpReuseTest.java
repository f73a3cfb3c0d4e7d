package org.contentmover.ccm.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.interpret.AssignmentHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Which servers share what was written to catch up: all that lack the same, but nobody gets what is
 * older than what it was given before, for it would refuse that (CM-12).
 */
class CatchUpReuseTest {
  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Ccm ccm;
  private Farm farm;
  private UUID job;

  /** Versions 1 to 3; boston-2 and boston-3 were away while the third was published. */
  private void missAVersion(TestDatabase database) throws IOException {
    ccm = new Ccm(database.create(), directory.resolve("data"), clock);
    farm =
        new Farm(ccm, clock).with("boston", "boston-1", "boston-2", "boston-3", "boston-4", "b-5");
    Files.createDirectories(directory.resolve("staging"));
    job = PublishedSite.jobFor(ccm, directory.resolve("staging"));
    farm.second();
    publish("first");
    publish("the second");
    forTwo(false);
    farm.seconds(2);
    publish("the third one");
    assertEquals(3, farm.agent("boston-1").live);
    assertEquals(2, farm.agent("boston-2").live);
  }

  private void publish(String content) throws IOException {
    assertEquals("SUCCEEDED", farm.untilEnded(start(content)).summary().phase());
  }

  private UUID start(String content) throws IOException {
    Files.writeString(directory.resolve("staging/index.html"), content);
    return farm.start(job);
  }

  private void forTwo(boolean alive) {
    farm.agent("boston-2").alive = alive;
    farm.agent("boston-3").alive = alive;
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  /** It comes by way of the second version, with what is written for it and numbered later. */
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldNotGiveANewServerWhatWasWrittenBeforeWhatItHas(TestDatabase database)
      throws IOException {
    missAVersion(database);
    farm.agent("boston-2").alive = true;
    farm.seconds(3);
    farm.with("boston", "new-1");
    farm.seconds(5);
    assertEquals(List.of("REPLICATE 0 2", "SYNCHRONIZE 2 3"), given("new-1"));
    assertEquals(3, farm.agent("new-1").live);
    assertEquals(2, farm.agent("new-1").backup);
    assertNotEquals(last("boston-2"), last("new-1"));

    farm.agent("boston-3").alive = true;
    farm.seconds(3);
    assertEquals(last("new-1"), last("boston-3"), "who was given nothing later shares it");
  }

  @Test
  void shouldGiveServersThatAreNewTogetherTheSame() throws IOException {
    missAVersion(TestDatabase.H2);
    farm.agent("boston-2").alive = true;
    farm.seconds(3);
    farm.with("boston", "new-1", "new-2", "new-3");
    farm.seconds(8);
    for (String name : List.of("new-1", "new-2", "new-3")) {
      assertEquals(3, farm.agent(name).live, name);
      assertEquals(List.of("REPLICATE 0 2", "SYNCHRONIZE 2 3"), given(name), name);
      assertEquals(ids("new-1"), ids(name), name);
    }
  }

  /** What it fetched of it stays with it: the same file goes on. */
  @Test
  void shouldGiveAServerThatWasInterruptedTheSameAgain() throws IOException {
    missAVersion(TestDatabase.H2);
    forTwo(true);
    farm.agent("boston-2").stalls = true;
    farm.seconds(3);
    farm.agent("boston-2").alive = false;
    farm.seconds(3);
    farm.agent("boston-2").stalls = false;
    farm.agent("boston-2").alive = true;
    farm.seconds(3);
    assertEquals(3, farm.agent("boston-2").live);
    assertEquals(last("boston-3"), last("boston-2"));
  }

  /** A run that was aborted since has given it more, and the shadow is what it was. */
  @Test
  void shouldNotGiveWhatWasWrittenBeforeARunThatWasAborted() throws IOException {
    missAVersion(TestDatabase.H2);
    farm.agent("boston-2").alive = true;
    farm.seconds(3);
    UUID run = start("the fourth");
    farm.agent("boston-1").stalls = true;
    farm.seconds(3);
    ccm.run(() -> ccm.get(Runs.class).abort(run, Farm.ANN));
    farm.agent("boston-1").stalls = false;
    assertEquals("ABORTED", farm.untilEnded(run).summary().phase());
    assertEquals("ABORT 0 4", given("boston-4").get(given("boston-4").size() - 1));

    // Its administrator put the version before back.
    farm.agent("boston-4").live = 2;
    farm.seconds(3);
    assertEquals(3, farm.agent("boston-4").live);
    assertNotEquals(last("boston-2"), last("boston-4"));
  }

  private List<String> given(String server) {
    return farm.agent(server).taken.stream()
        .map(it -> it.type() + " " + it.baseVersion() + " " + it.targetVersion())
        .toList();
  }

  private List<AssignmentId> ids(String server) {
    return farm.agent(server).taken.stream().map(AssignmentHeader::assignmentId).toList();
  }

  private AssignmentId last(String server) {
    return ids(server).get(ids(server).size() - 1);
  }
}
