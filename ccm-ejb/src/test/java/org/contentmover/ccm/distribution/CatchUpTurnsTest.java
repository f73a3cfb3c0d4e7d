package org.contentmover.ccm.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.Servers;
import org.contentmover.ccm.topology.view.ServerView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many servers come back at once, few of them fetch from the CCM at a time (DT-5). */
class CatchUpTurnsTest {
  private static final int AWAY = 3 * Ccm.CATCH_UPS;

  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Ccm ccm;
  private Farm farm;

  /** All servers of London were away while the second version was published, and are back now. */
  @BeforeEach
  void missAVersion() throws IOException {
    Path staging = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(staging.resolve("index.html"), "first");
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", names("boston")).with("london", names("london"));
    UUID job = PublishedSite.jobFor(ccm, staging);
    farm.second();
    farm.untilEnded(farm.start(job));
    forLondon(false);
    farm.seconds(20);
    Files.writeString(staging.resolve("index.html"), "the second");
    farm.untilEnded(farm.start(job));
    assertEquals(2, farm.agent("boston-1").live);
    forLondon(true);
  }

  private static String[] names(String segment) {
    String[] names = new String[AWAY];
    for (int i = 0; i < AWAY; i++) {
      names[i] = segment + "-" + (i + 1);
    }
    return names;
  }

  private void forLondon(boolean alive) {
    for (String name : names("london")) {
      farm.agent(name).alive = alive;
      farm.agent(name).stalls = true;
    }
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  @Test
  void shouldServeAFewAtATime() {
    for (int second = 0; second < 30; second++) {
      farm.second();
      assertTrue(open().size() <= Ccm.CATCH_UPS, open().size() + " after " + second + " s");
    }
    assertEquals(Ccm.CATCH_UPS, open().size());
  }

  @Test
  void shouldCountThoseThatAreBeingPrepared() {
    farm.beat();
    int attempt = CatchUpExecution.look(ccm).orElseThrow();
    List<CatchUpTask> tasks = CatchUpExecution.tasks(ccm, attempt);
    assertEquals(Ccm.CATCH_UPS, tasks.size());
    assertEquals(OptionalInt.empty(), CatchUpExecution.look(ccm));
    assertEquals(tasks, CatchUpExecution.tasks(ccm, attempt), "the same and no others");
  }

  @Test
  void shouldTellHowManyAreBefore() {
    farm.seconds(3);
    List<String> told = new ArrayList<>();
    for (ServerView server : servers()) {
      String text = server.sites().get(0).explanation();
      if (text.contains("turn")) {
        told.add(text.substring(text.indexOf("It waits")));
      }
    }
    assertEquals(AWAY - Ccm.CATCH_UPS, told.size());
    told.sort(null);
    assertEquals(
        "It waits for its turn: 0 are before it. The CCM brings 3 up to date at a time.",
        told.get(0));
    assertTrue(
        told.get(told.size() - 1).contains((told.size() - 1) + " are before it"), told::toString);
  }

  @Test
  void shouldGiveTheTurnOfAServerThatDiesToTheNext() {
    farm.seconds(3);
    List<String> first = catchingUp();
    assertTrue(first.contains("london-1"), "who leads is among them");
    first.forEach(name -> farm.agent(name).alive = false);
    farm.killLeader("london");
    farm.seconds(20);
    List<String> next = catchingUp();
    assertEquals(Ccm.CATCH_UPS, next.size());
    assertTrue(next.stream().noneMatch(first::contains), first + " " + next);
  }

  @Test
  void shouldGiveTheTurnOfAServerThatIsRemovedToTheNext() {
    farm.seconds(3);
    List<String> first = catchingUp();
    first.forEach(name -> ccm.tx(() -> ccm.get(Servers.class).revoke(name, Farm.ANN)));
    farm.seconds(5);
    assertEquals(Ccm.CATCH_UPS, open().size());
    assertTrue(catchingUp().stream().noneMatch(first::contains));
  }

  @Test
  void shouldServeAllOthersWhileSomeAreStuckOrFail() {
    farm.seconds(3);
    List<String> first = catchingUp();
    for (String name : names("london")) {
      farm.agent(name).stalls = first.contains(name);
    }
    String failing = "london-" + AWAY;
    farm.agent(failing).fails = "NO_SPACE";
    farm.seconds(180);
    for (String name : names("london")) {
      boolean can = !first.contains(name) && !name.equals(failing);
      assertEquals(can ? 2 : 1, farm.agent(name).live, name);
    }
    first.forEach(name -> farm.agent(name).stalls = false);
    farm.agent(failing).fails = null;
    farm.seconds(120);
    for (String name : names("london")) {
      assertEquals(2, farm.agent(name).live, name);
    }
  }

  private List<UUID> open() {
    return ccm.tx(() -> ccm.get(DistributionDriver.class).open());
  }

  private List<String> catchingUp() {
    return servers().stream()
        .filter(
            server ->
                server.sites().stream()
                    .anyMatch(site -> site.explanation().contains("It is catching up")))
        .map(ServerView::name)
        .toList();
  }

  private List<ServerView> servers() {
    return ccm.tx(() -> ccm.get(Servers.class).list("london", new PageRequest(0, 100))).items();
  }
}
