package org.contentmover.ccm.batch;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Forgets batch jobs that ended long ago, where the server keeps them: no server does so by itself
 * (ADR 0182). Any node may call, also several at once. Takes as long as the database takes.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobRecordsForgetting {
  /**
   * The CCM reads none of it. Whoever looks for what went wrong over a long weekend still finds it.
   */
  static final Duration KEPT = Duration.ofDays(7);

  /** Where Payara keeps them unless it is told another place. */
  private static final String DATABASE_OF_PAYARA = "jdbc/__TimerPool";

  /** The rest is for the next time. */
  private static final int AT_MOST = 100_000;

  private static final int IN_ONE_TRANSACTION = 500;

  @Resource(lookup = "java:comp/DefaultDataSource")
  private DataSource database;

  @Inject private Clock clock;

  /**
   * How many were forgotten.
   *
   * @throws IllegalStateException when a database fails; what was forgotten until then stays so
   */
  public int forget() {
    Instant limit = clock.instant().minus(KEPT);
    int forgotten = forget(database, limit);
    DataSource other = databaseOfPayara();
    return other == null ? forgotten : forgotten + forget(other, limit);
  }

  private static DataSource databaseOfPayara() {
    try {
      return (DataSource) new InitialContext().lookup(DATABASE_OF_PAYARA);
    } catch (NamingException e) {
      // Another server.
      return null;
    }
  }

  static int forget(DataSource database, Instant limit) {
    try (Connection connection = database.getConnection()) {
      List<String> tables = tables(connection);
      connection.setAutoCommit(false);
      try {
        int forgotten = 0;
        for (JobRecords records : JobRecords.values()) {
          if (records.isAmong(tables)) {
            forgotten += forget(connection, records, limit);
          }
        }
        return forgotten;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Old batch jobs cannot be forgotten: " + e.getMessage(), e);
    }
  }

  private static int forget(Connection connection, JobRecords records, Instant limit)
      throws SQLException {
    List<Long> ended = ended(connection, records, limit);
    for (int from = 0; from < ended.size(); from += IN_ONE_TRANSACTION) {
      List<Long> some = ended.subList(from, Math.min(from + IN_ONE_TRANSACTION, ended.size()));
      try (Statement statement = connection.createStatement()) {
        for (String deletion : records.deletionsOf(some)) {
          statement.executeUpdate(deletion);
        }
      }
      connection.commit();
    }
    return ended.size();
  }

  private static List<Long> ended(Connection connection, JobRecords records, Instant limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(records.ended())) {
      statement.setMaxRows(AT_MOST);
      statement.setTimestamp(1, Timestamp.from(limit));
      List<Long> ended = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ended.add(rows.getLong(1));
        }
      }
      return ended;
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        connection
            .getMetaData()
            .getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME"));
      }
    }
    return tables;
  }
}
