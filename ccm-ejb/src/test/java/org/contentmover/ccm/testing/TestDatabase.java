package org.contentmover.ccm.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.contentmover.ccm.setup.Schema;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A database of either kind with empty tables, by its data source. The tables are made once for all
 * tests, and copied: there is one for every test, and for every crash of one. PostgreSQL is started
 * once, too, and ends with the JVM. Its program comes with the build for one kind of processor; on
 * others the test that asks for it is skipped.
 */
public enum TestDatabase {
  H2 {
    @Override
    public DataSource create() {
      DataSource database = inMemory();
      execute(database, Tables.SCRIPT);
      return database;
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
      execute(
          Server.RUNNING.getPostgresDatabase(),
          "CREATE DATABASE " + name + " TEMPLATE " + Server.TABLES);
      return Server.RUNNING.getDatabase("postgres", name);
    }
  };

  /** As JVMs call them; see the binaries among the dependencies of this module. */
  private static final Set<String> PROCESSORS_WITH_POSTGRESQL = Set.of("amd64", "x86_64");

  /** A new database. */
  public abstract DataSource create();

  private static DataSource inMemory() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return source;
  }

  private static void execute(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What makes the tables on H2. */
  private static final class Tables {
    static final String SCRIPT = script();

    private static String script() {
      DataSource database = inMemory();
      Schema.migrate(database);
      StringBuilder script = new StringBuilder();
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement();
          ResultSet lines = statement.executeQuery("SCRIPT")) {
        while (lines.next()) {
          script.append(lines.getString(1)).append('\n');
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return script.toString();
    }
  }

  private static final class Server {
    static final String TABLES = "tables";
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        execute(server.getPostgresDatabase(), "CREATE DATABASE " + TABLES);
        Schema.migrate(server.getDatabase("postgres", TABLES));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
