package org.contentmover.ccm.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.Statements;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.ServerDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read twice a second for every open distribution. */
class DriverReadsTest {
  private static final Pattern TABLES = Pattern.compile("(?is)\\bfrom\\b(.*?)(\\bwhere\\b.*)?$");
  private static final Pattern OF_SERVERS =
      Pattern.compile("(?i)\\b(server|server_site|segment)\\b");

  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private final Statements statements = new Statements();
  private Ccm ccm;
  private Farm farm;

  @BeforeEach
  void publish() throws IOException {
    Path staging = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(staging.resolve("index.html"), "first");
    ccm = new Ccm(statements.of(TestDatabase.H2.create()), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    UUID job = PublishedSite.jobFor(ccm, staging);
    farm.second();
    farm.agent("boston-2").alive = false;
    farm.seconds(2);
    farm.untilEnded(farm.start(job));
    farm.agent("boston-2").alive = true;
    farm.agent("boston-2").stalls = true;
    farm.seconds(3);
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  @Test
  void shouldAskForNoServersWhenOneServerIsWaitedFor() {
    List<UUID> open = ccm.tx(() -> ccm.get(DistributionDriver.class).open());
    assertEquals(1, open.size());
    List<String> asked =
        statements.during(() -> ccm.tx(() -> ccm.get(DistributionDriver.class).drive(open.get(0))));
    assertEquals(List.of(), asked.stream().filter(DriverReadsTest::isOfServers).toList());
  }

  private static boolean isOfServers(String sql) {
    Matcher tables = TABLES.matcher(sql);
    return tables.find() && OF_SERVERS.matcher(tables.group(1)).find();
  }

  @Test
  void shouldFindLeadersWithOneQuestion() {
    List<String> asked =
        statements.during(
            () ->
                assertEquals(
                    "boston-1",
                    ccm.tx(() -> ccm.get(ServerDirectory.class).leaders()).get("boston").server()));
    assertEquals(1, asked.size(), asked::toString);
  }
}
