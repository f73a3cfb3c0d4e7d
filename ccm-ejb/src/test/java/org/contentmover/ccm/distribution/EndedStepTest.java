package org.contentmover.ccm.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A leader that reports while a run ends its step does not fail the run's work. */
class EndedStepTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldEndAStepThatALeaderReportedToMeanwhile(TestDatabase kind) throws Exception {
    TestClock clock = new TestClock();
    DataSource database = kind.create();
    Path staging = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(staging.resolve("index.html"), "first");
    try (Ccm ccm = new Ccm(database, directory.resolve("data"), clock)) {
      Farm farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
      UUID job = PublishedSite.jobFor(ccm, staging);
      farm.second();
      farm.agent("boston-1").stalls = true;
      UUID run = farm.start(job);
      farm.seconds(2);

      UUID step =
          ccm.tx(
              () -> {
                DistributionBook book = ccm.get(DistributionBook.class);
                assertEquals(2, book.results(run, Purpose.STAGING).size());
                Distribution read =
                    ccm.get(DistributionRows.class).ofRun(run, Purpose.STAGING).orElseThrow();
                reportedTo(database, read.id());
                book.end(run, Purpose.STAGING);
                return read.id();
              });

      assertTrue(ccm.tx(() -> ccm.get(DistributionRows.class).require(step).hasEnded()));
    }
  }

  /** What a leader's report leaves, in a transaction of its own. */
  private static void reportedTo(DataSource database, UUID distribution) {
    try (Connection connection = database.getConnection();
        PreparedStatement report =
            connection.prepareStatement(
                "UPDATE distribution SET version = version + 1 WHERE id = ?")) {
      report.setString(1, distribution.toString());
      assertEquals(1, report.executeUpdate());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
