package org.contentmover.ccm.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On what the statements need of the servers' tables; the tables themselves are the servers'. */
class JobRecordsForgettingTest {
  private static final Instant LIMIT = Instant.parse("2026-11-15T12:00:00Z");
  private static final Instant OLD = LIMIT.minus(Duration.ofSeconds(1));

  private DataSource database;

  private void execute(String... statements) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Long> numbers(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Long> numbers = new ArrayList<>();
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
      return numbers;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int forget() {
    return JobRecordsForgetting.forget(database, LIMIT);
  }

  private static String at(Instant time) {
    return time == null ? "NULL" : "'" + Timestamp.from(time) + "'";
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldHaveNothingToDoWhereNoServerKeepsJobs(TestDatabase kind) {
    database = kind.create();
    assertEquals(0, forget());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldForgetOnWildFlyWhatEndedLongAgoAndNothingElse(TestDatabase kind) {
    database = kind.create();
    createTablesOfWildFly();
    wildfly(1, "publish", "ccm-ejb.jar", OLD);
    wildfly(2, "publish", "ccm-ejb.jar", LIMIT);
    wildfly(3, "replicate", "ccm-ejb.jar", (Instant) null);
    wildfly(4, "replicate", "ccm-ejb.jar", OLD, null);
    wildfly(5, "checkpoint", "ccm-ejb.jar");
    wildfly(6, "publish", "other.war", OLD);
    wildfly(7, "payroll", "ccm-ejb.jar", OLD);
    wildfly(8, "checkpoint", "ccm-ejb.jar", OLD, OLD);

    assertEquals(2, forget());
    assertEquals(
        List.of(2L, 3L, 4L, 5L, 6L, 7L),
        numbers("SELECT JOBINSTANCEID FROM JOB_INSTANCE ORDER BY 1"));
    assertEquals(6, numbers("SELECT JOBEXECUTIONID FROM JOB_EXECUTION").size());
    assertEquals(0, forget());
  }

  private void createTablesOfWildFly() {
    execute(
        "CREATE TABLE JOB_INSTANCE (JOBINSTANCEID BIGINT PRIMARY KEY, JOBNAME VARCHAR(512),"
            + " APPLICATIONNAME VARCHAR(512))",
        "CREATE TABLE JOB_EXECUTION (JOBEXECUTIONID BIGINT PRIMARY KEY, ENDTIME TIMESTAMP,"
            + " JOBINSTANCEID BIGINT REFERENCES JOB_INSTANCE ON DELETE CASCADE)");
  }

  private void wildfly(int number, String job, String application, Instant... ends) {
    execute("INSERT INTO JOB_INSTANCE VALUES (%d, '%s', '%s')".formatted(number, job, application));
    for (int i = 0; i < ends.length; i++) {
      execute(
          "INSERT INTO JOB_EXECUTION VALUES (%d, %s, %d)"
              .formatted(10 * number + i, at(ends[i]), number));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldForgetOnPayaraWhatEndedLongAgoWithAllThatBelongsToIt(TestDatabase kind) {
    database = kind.create();
    execute(
        "CREATE TABLE JOBINSTANCEDATA (JOBINSTANCEID BIGINT PRIMARY KEY, NAME VARCHAR(512),"
            + " APPTAG VARCHAR(512))",
        "CREATE TABLE EXECUTIONINSTANCEDATA (JOBEXECID BIGINT PRIMARY KEY, ENDTIME TIMESTAMP,"
            + " JOBINSTANCEID BIGINT REFERENCES JOBINSTANCEDATA)",
        "CREATE TABLE STEPEXECUTIONINSTANCEDATA (STEPEXECID BIGINT PRIMARY KEY,"
            + " JOBEXECID BIGINT REFERENCES EXECUTIONINSTANCEDATA)",
        "CREATE TABLE JOBSTATUS (ID BIGINT REFERENCES JOBINSTANCEDATA)",
        "CREATE TABLE STEPSTATUS (ID BIGINT REFERENCES STEPEXECUTIONINSTANCEDATA)");
    payara(1, "publish", "server-config:ccm_ccm-ejb.jar_PlanStarter_PlanStarter1", OLD);
    payara(2, "publish", "server-config:ccm_ccm-ejb.jar_PlanStarter_PlanStarter1", LIMIT);
    payara(3, "replicate", "server-config:ccm_ccm-ejb.jar_PlanStarter_PlanStarter1", null);
    payara(4, "publish", "server-config:other_ejb.jar_Starter_Starter1", OLD);

    assertEquals(1, forget());
    for (String table :
        List.of(
            "JOBINSTANCEID FROM JOBINSTANCEDATA",
            "JOBEXECID FROM EXECUTIONINSTANCEDATA",
            "STEPEXECID FROM STEPEXECUTIONINSTANCEDATA",
            "ID FROM JOBSTATUS",
            "ID FROM STEPSTATUS")) {
      assertEquals(List.of(2L, 3L, 4L), numbers("SELECT " + table + " ORDER BY 1"), table);
    }
  }

  private void payara(int number, String job, String application, Instant end) {
    execute(
        "INSERT INTO JOBINSTANCEDATA VALUES (%d, '%s', '%s')".formatted(number, job, application),
        "INSERT INTO EXECUTIONINSTANCEDATA VALUES (%1$d, %2$s, %1$d)".formatted(number, at(end)),
        "INSERT INTO STEPEXECUTIONINSTANCEDATA VALUES (%1$d, %1$d)".formatted(number),
        "INSERT INTO JOBSTATUS VALUES (%d)".formatted(number),
        "INSERT INTO STEPSTATUS VALUES (%d)".formatted(number));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldForgetMoreThanFitsIntoOneTransaction(TestDatabase kind) {
    database = kind.create();
    createTablesOfWildFly();
    String many =
        (kind == TestDatabase.H2 ? "SYSTEM_RANGE" : "GENERATE_SERIES") + "(1, 1001) AS R(N)";
    execute(
        "INSERT INTO JOB_INSTANCE SELECT N, 'replicate', 'ccm-ejb.jar' FROM " + many,
        "INSERT INTO JOB_EXECUTION SELECT N, TIMESTAMP " + at(OLD) + ", N FROM " + many);
    assertEquals(1001, forget());
    assertEquals(List.of(0L), numbers("SELECT COUNT(*) FROM JOB_EXECUTION"));
  }
}
