package org.contentmover.ccm.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * An empty database of either kind, by its data source. PostgreSQL is started once for all tests
 * and ends with the JVM. Its program comes with the build for one kind of processor; on others the
 * test that asks for it is skipped.
 */
public enum TestDatabase {
  H2 {
    @Override
    public DataSource create() {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
      return source;
    }
  },
  POSTGRESQL {
    @Override
    public DataSource create() {
      String processor = System.getProperty("os.arch");
      assumeTrue(
          PROCESSORS_WITH_POSTGRESQL.contains(processor),
          () ->
              "Not tested on PostgreSQL: the build brings it for "
                  + PROCESSORS_WITH_POSTGRESQL
                  + ", this is "
                  + processor
                  + ".");
      String name = "t" + UUID.randomUUID().toString().replace("-", "");
      try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return Server.RUNNING.getDatabase("postgres", name);
    }
  };

  /** As JVMs call them; see the binaries among the dependencies of this module. */
  private static final Set<String> PROCESSORS_WITH_POSTGRESQL = Set.of("amd64", "x86_64");

  /** A new, empty database. */
  public abstract DataSource create();

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
