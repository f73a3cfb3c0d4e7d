package org.contentmover.system.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.contentmover.farm.Waiting;
import org.contentmover.system.server.probe.JobRecordsProbe;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the server keeps of batch jobs goes when it is old, and nothing else (ADR 0182). The jobs
 * are real ones; only their times are changed, by a servlet that the test adds to the CCM's own.
 */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
class JobRecordsIT {
  private static final String WEB = "ccm-web.war";

  private final Server ccm = Server.ccm();
  private final Server administered =
      ccm.withPassword("admin", System.getProperty("tests.password"));
  private final Tables tables = Tables.ofTheServer();

  @Deployment(testable = false)
  @TargetsContainer("ccm")
  static EnterpriseArchive ccmWithProbe() throws IOException {
    EnterpriseArchive ear = Archives.ccm();
    WebArchive web;
    try (InputStream in = ear.get(WEB).getAsset().openStream()) {
      web = ShrinkWrap.create(ZipImporter.class, WEB).importFrom(in).as(WebArchive.class);
    }
    ear.delete(WEB);
    return ear.addAsModule(web.addClass(JobRecordsProbe.class));
  }

  @Test
  void shouldForgetWhatEndedLongAgoAndNothingElse() throws IOException {
    plan(4);
    Waiting.until(
        "for the jobs to end",
        60_000,
        () -> count(tables.executions, "ENDTIME IS NULL") == 0,
        () -> {},
        () -> "they are " + sql("SELECT * FROM " + tables.executions));
    List<String> jobs =
        sql("SELECT JOBINSTANCEID FROM " + tables.instances + " ORDER BY 1").lines().toList();
    jobs = jobs.subList(jobs.size() - 4, jobs.size());
    String old = jobs.get(0);
    String recent = jobs.get(1);
    String unended = jobs.get(2);
    String foreign = jobs.get(3);
    change(old, "ENDTIME", "-169");
    change(recent, "ENDTIME", "-167");
    change(foreign, "ENDTIME", "-1000");
    sql(
        "UPDATE %s SET %s = 'another' WHERE JOBINSTANCEID = %s"
            .formatted(tables.instances, tables.application, foreign));
    change(unended, "CREATETIME", "-1000");
    sql("UPDATE " + tables.executions + " SET ENDTIME = NULL WHERE JOBINSTANCEID = " + unended);
    int steps = count(tables.steps, "TRUE");

    assertEquals(1, forgotten());
    for (String table : List.of(tables.instances, tables.executions)) {
      assertEquals(0, count(table, "JOBINSTANCEID = " + old), table);
      assertEquals(1, count(table, "JOBINSTANCEID = " + recent), table);
      assertEquals(1, count(table, "JOBINSTANCEID = " + unended), table);
      assertEquals(1, count(table, "JOBINSTANCEID = " + foreign), table);
    }
    assertTrue(count(tables.steps, "TRUE") < steps, "its steps go, too");
    assertEquals(0, forgotten());
  }

  private void change(String job, String column, String hours) {
    sql(
        "UPDATE %s SET %s = DATEADD(HOUR, %s, CURRENT_TIMESTAMP) WHERE JOBINSTANCEID = %s"
            .formatted(tables.executions, column, hours, job));
  }

  private int count(String table, String condition) {
    return Integer.parseInt(sql("SELECT COUNT(*) FROM " + table + " WHERE " + condition).strip());
  }

  /** By a batch job each; none goes live. */
  private void plan(int publications) throws IOException {
    List<String> runs = new ArrayList<>();
    try (ActedServer server = new ActedServer(administered, ccm, "acted-2")) {
      for (int i = 0; i < publications; i++) {
        runs.add("/api/v1/runs/" + Publication.prepared(administered).started("WAIT"));
      }
      for (int i = 0; i < publications; i++) {
        assertEquals("REPLICATE", server.told().getString("type"));
      }
      runs.forEach(run -> administered.send("POST", run + "/abort"));
      // Else each run would wait until its server is given up as silent.
      for (int confirmed = 0; confirmed < publications; ) {
        JsonObject told = server.told();
        if (told.getString("type").equals("ABORT")) {
          server.did(told, "ABORTED", 0);
          confirmed++;
        }
      }
      Waiting.until(
          "for the runs to end",
          180_000,
          () -> runs.stream().allMatch(this::isEnded),
          () -> {},
          () -> "they are " + runs.stream().map(run -> administered.get(run).body()).toList());
    }
  }

  private boolean isEnded(String run) {
    return Server.json(administered.get(run)).getJsonObject("summary").getBoolean("ended");
  }

  private int forgotten() {
    return Integer.parseInt(sql(""));
  }

  private String sql(String statement) {
    HttpResponse<String> answer = ccm.post(JobRecordsProbe.PATH, statement);
    assertEquals(200, answer.statusCode(), answer::body);
    return answer.body();
  }

  private enum Tables {
    WILDFLY("JOB_INSTANCE", "JOB_EXECUTION", "STEP_EXECUTION", "APPLICATIONNAME"),
    PAYARA("JOBINSTANCEDATA", "EXECUTIONINSTANCEDATA", "STEPEXECUTIONINSTANCEDATA", "APPTAG");

    final String instances;
    final String executions;
    final String steps;
    final String application;

    Tables(String instances, String executions, String steps, String application) {
      this.instances = instances;
      this.executions = executions;
      this.steps = steps;
      this.application = application;
    }

    static Tables ofTheServer() {
      return valueOf(System.getProperty("arquillian.launch").toUpperCase(Locale.ROOT));
    }
  }
}
