package org.contentmover.ccm.setup;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.text.Counted;

/**
 * Tries what the CCM needs, at most once a second however often it is asked. Whoever asks may be
 * anybody: what names a path or a cause goes into the log alone, once as long as it stays the same.
 * Safe for any thread.
 */
@ApplicationScoped
public class Readiness {
  private static final System.Logger LOG = System.getLogger(Readiness.class.getName());
  private static final long VALID_MILLIS = 1_000;
  private static final int DATABASE_SECONDS = 3;

  @Resource(lookup = "java:comp/DefaultDataSource")
  private DataSource dataSource;

  @Inject private DataDirectory data;
  @Inject private Clock clock;

  private final Map<String, String> causes = new HashMap<>();
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
      return valid
          ? up("database", connection.getMetaData().getDatabaseProductName())
          : new HealthCheckView("database", false, "does not answer");
    } catch (SQLException e) {
      return down("database", "cannot be reached", String.valueOf(e.getMessage()));
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
      return missing == 0
          ? up("content store", "nothing is known to be missing")
          : new HealthCheckView(
              "content store",
              false,
              Counted.of(missing, "content is missing", "contents are missing")
                  + " that versions or checkpoints need; the console's page of the content store"
                  + " names what");
    } catch (SQLException e) {
      return down("content store", "not known", String.valueOf(e.getMessage()));
    }
  }

  private HealthCheckView directory() {
    try {
      WriteProbe.tryOut(FileSystemOps.REAL, data.root());
      return up("data directory", "can be written");
    } catch (IOException e) {
      return down("data directory", "cannot be written", data.unusable(e));
    }
  }

  private HealthCheckView up(String name, String detail) {
    causes.remove(name);
    return new HealthCheckView(name, true, detail);
  }

  private HealthCheckView down(String name, String detail, String cause) {
    if (!cause.equals(causes.put(name, cause))) {
      LOG.log(System.Logger.Level.WARNING, "Not ready: " + name + " " + detail + ": " + cause);
    }
    return new HealthCheckView(name, false, detail + "; the cause is in the server's log");
  }
}
