package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database is that of last night, the servers are today's (CM-12): they know numbers it has not
 * given yet.
 */
class RestoredDatabaseTest {
  private static final int MINUTE = 60;

  @TempDir Path directory;
  private final DataSource database = TestDatabase.H2.create();
  private Ccm ccm;
  private Farm farm;
  private UUID job;

  @BeforeEach
  void publishOnce() throws IOException {
    TestClock clock = new TestClock();
    ccm = new Ccm(database, directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    Files.createDirectories(directory.resolve("staging"));
    job = PublishedSite.jobFor(ccm, directory.resolve("staging"));
    farm.second();
    publish("one");
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  private RunView run(String content) throws IOException {
    Files.writeString(directory.resolve("staging/index.html"), content);
    return farm.untilEnded(farm.start(job));
  }

  private void publish(String content) throws IOException {
    RunView run = run(content);
    assertEquals("SUCCEEDED", run.summary().phase(), run.events()::toString);
  }

  private void stageAndAbort(String content) throws IOException {
    Files.writeString(directory.resolve("staging/index.html"), content);
    RunOptions held = new RunOptions(false, true, null);
    UUID id = ccm.tx(() -> ccm.get(Runs.class).start(job, held, null, ANN)).summary().id();
    farm.seconds(10);
    assertEquals("STAGED", farm.view(id).summary().phase());
    ccm.run(() -> ccm.get(Runs.class).abort(id, ANN));
    farm.untilEnded(id);
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void backUp() throws Exception {
    execute("SCRIPT TO '" + directory.resolve("backup.sql") + "'");
  }

  private void restore() throws Exception {
    execute("DROP ALL OBJECTS");
    execute("RUNSCRIPT FROM '" + directory.resolve("backup.sql") + "'");
    assertEquals(1, shadow());
  }

  private long shadow() {
    return ccm.tx(() -> ccm.get(GroupDirectory.class).shadow(SITE, GROUP)).version();
  }

  private long live(String server) {
    return farm.agent(server).live;
  }

  @Test
  void shouldBringServersBackToWhatItKnows() throws Exception {
    backUp();
    for (String content : new String[] {"two", "three", "four"}) {
      publish(content);
    }
    restore();
    assertEquals(4, live("boston-1"));

    farm.seconds(MINUTE);

    assertEquals(1, live("boston-1"));
    assertEquals(1, live("boston-2"));
    publish("five");
    assertEquals(shadow(), live("boston-1"));
  }

  /** Else it would be thought to show what has its number now. */
  @Test
  void shouldNotGiveANumberAgainThatAServerMayShow() throws Exception {
    backUp();
    publish("two");
    publish("three");
    farm.agent("boston-2").alive = false;
    farm.seconds(MINUTE);
    restore();
    farm.seconds(MINUTE);
    assertEquals(1, live("boston-1"));

    publish("another two");
    publish("another three");
    farm.agent("boston-2").alive = true;
    farm.seconds(MINUTE);

    assertTrue(shadow() > 1_000, () -> "version " + shadow());
    assertEquals(shadow(), live("boston-2"));
  }

  /** Nothing is to be seen of it before: what servers show is what the database says. */
  @Test
  void shouldFailOnceWhenRunsWereAbortedSince() throws Exception {
    backUp();
    for (int i = 0; i < 3; i++) {
      stageAndAbort("never " + i);
    }
    restore();

    RunView failed = run("two");
    assertEquals("FAILED", failed.summary().phase());
    assertTrue(failed.events().toString().contains("OLD_SEQUENCE"), failed.events()::toString);
    publish("two");

    assertEquals(shadow(), live("boston-1"));
  }
}
