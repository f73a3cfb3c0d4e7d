package org.contentmover.farm.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunWatchTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final RunWatch watch = new RunWatch();

  @Test
  void shouldNoteWhenWhatHappened() {
    watch.saw(
        run("DISTRIBUTING", staging("a", "RECEIVING", 40), staging("b", "RECEIVED", 100)),
        START.plusSeconds(4));
    assertEquals(Optional.of("d1"), watch.distribution());
    assertTrue(watch.isDistributing());
    assertEquals(40, watch.percentOfReceivers());
    assertFalse(watch.isEverythingReceived());
    watch.sawDistribution(
        json(
            "{'edges':[{'fetchedBytes':9,'totalBytes':9}],'servers':["
                + reported("a", "STAGING", "STAGED", 6)
                + ","
                + reported("b", "STAGING", "STAGED", 5)
                + "]}"),
        START.plusSeconds(3));
    watch.saw(
        run(
            "SUCCEEDED",
            reported("a", "COMMITTING", "COMMITTED", 8),
            reported("b", "COMMITTING", "COMMITTED", 7)),
        START.plusSeconds(9));
    assertTrue(watch.isEverythingReceived());
    assertEquals(2, watch.committed());
    assertEquals(Optional.of(START.plusSeconds(8)), watch.liveOnAll());
    assertEquals(77, watch.assignmentBytes());
    assertEquals(
        List.of(
            "the leader has the file    3.0 s",
            "received, first to last    4.0 to 9.0 s (2 servers)",
            "staged, first to last      5.0 to 6.0 s (2 servers)",
            "live, first to last        7.0 to 8.0 s (2 servers)",
            "skew of the commit         12 ms"),
        watch.milestones());
    assertEquals(List.of("    1.5 s  PLANNING     Planning started."), watch.course());
  }

  private static JsonObject run(String phase, String... servers) {
    return json(
        "{'summary':{'phase':'"
            + phase
            + "','startedAt':'"
            + START
            + "'},'distribution':'d1','skewMillis':12,'plan':{'assignmentBytes':77},'events':["
            + "{'at':'2026-01-01T00:00:01.5Z','phase':'PLANNING','text':'Planning started.'}],"
            + "'servers':["
            + String.join(",", servers)
            + "]}");
  }

  private static String staging(String server, String state, int percent) {
    return String.format(
        "{'server':'%s','step':'STAGING','state':'%s','percent':%d,'outcome':null,'at':null}",
        server, state, percent);
  }

  private static String reported(String server, String step, String outcome, int seconds) {
    return String.format(
        "{'server':'%s','step':'%s','state':'REPORTED','percent':100,'outcome':'%s','at':'%s'}",
        server, step, outcome, START.plusSeconds(seconds));
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text.replace('\'', '"'))).readObject();
  }
}
