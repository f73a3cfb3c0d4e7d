package org.contentmover.ccm.setup;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.contentmover.core.text.Counted;

/**
 * Tries what the CCM needs, at most once a second however often it is asked. Safe for any thread.
 */
@ApplicationScoped
public class Readiness {
  private static final long VALID_MILLIS = 1_000;
  private static final int DATABASE_SECONDS = 3;

  @Resource(lookup = "java:comp/DefaultDataSource")
  private DataSource dataSource;

  @Inject private DataDirectory data;
  @Inject private Clock clock;

  private List<HealthCheckView> last = List.of();
  private long triedMillis;

  synchronized List<HealthCheckView> checks() {
    if (last.isEmpty() || clock.millis() - triedMillis >= VALID_MILLIS) {
      last = List.of(database(), directory(), contentStore());
      triedMillis = clock.millis();
    }
    return last;
  }

  private HealthCheckView database() {
    try (Connection connection = dataSource.getConnection()) {
      boolean valid = connection.isValid(DATABASE_SECONDS);
      return new HealthCheckView(
          "database",
          valid,
          valid ? connection.getMetaData().getDatabaseProductName() : "does not answer");
    } catch (SQLException e) {
      return new HealthCheckView("database", false, "cannot be reached: " + e.getMessage());
    }
  }

  private HealthCheckView contentStore() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT COUNT(*) FROM store_loss WHERE repaired_ms IS NULL");
        ResultSet answer = query.executeQuery()) {
      answer.next();
      long missing = answer.getLong(1);
      return new HealthCheckView(
          "content store",
          missing == 0,
          missing == 0
              ? "nothing is known to be missing"
              : Counted.of(missing, "content is missing", "contents are missing")
                  + " that versions or checkpoints need; the console's page of the content store"
                  + " names what");
    } catch (SQLException e) {
      return new HealthCheckView("content store", false, "not known: " + e.getMessage());
    }
  }

  private HealthCheckView directory() {
    try {
      Path probe = Files.createTempFile(data.root(), ".probe", ".tmp");
      Files.delete(probe);
      return new HealthCheckView("data directory", true, data.root().toString());
    } catch (IOException e) {
      return new HealthCheckView(
          "data directory", false, data.root() + " cannot be written: " + e.getMessage());
    }
  }
}
