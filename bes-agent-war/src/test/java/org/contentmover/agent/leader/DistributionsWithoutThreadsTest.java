package org.contentmover.agent.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import org.contentmover.agent.testing.Notifications;
import org.junit.jupiter.api.Test;

/** The host has no thread for what was fetched and distributed: that has not failed (CI-5). */
class DistributionsWithoutThreadsTest extends DistributingAgent {
  @Test
  void shouldReportWhatASegmentDoesAlsoWhenItsLeaderHasToWait() throws Exception {
    segment.lead(7);
    ccm.whileAsked = () -> threads.refuse(1);
    distributions.accept(Notifications.of(id, "SEGMENT", 7, content.length, sha256, URL));
    threads.runAll();
    assertEquals(1, segment.orders.size());
    assertEquals(List.of(), told, "it waits");
    assertTrue(work.isRunning(id));

    work.goOn();
    threads.runAll();

    assertEquals(List.of(id), told);
    assertTrue(segment.reports.get(0).reason().contains("MALFORMED"));
    assertEquals(List.of(), ccm.reports, "nothing has failed, and the segment has not answered");
  }

  @Test
  void shouldReportItsOwnResultOnceThereIsAThread() throws Exception {
    segment.follow("boston-2", 7);
    whileFetched = () -> threads.refuse(1);
    distributions.accept(Notifications.of(id, "SERVER", 0, content.length, sha256, URL));
    threads.runAll();
    assertEquals(List.of(), ccm.reports, "nothing has failed");
    assertTrue(distributions.needs(id));

    work.goOn();
    threads.runAll();

    JsonObject last = ccm.lastReport();
    assertTrue(last.getBoolean("final"));
    String reason = server(last, "boston-1").getString("reason");
    assertTrue(reason.contains("MALFORMED"), reason);
  }
}
