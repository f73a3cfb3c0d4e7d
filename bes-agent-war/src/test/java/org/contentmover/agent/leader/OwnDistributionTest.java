package org.contentmover.agent.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.contentmover.agent.assignment.AssignmentRecord;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.agent.testing.Notifications;
import org.junit.jupiter.api.Test;

/** What an agent fetches for itself alone. */
class OwnDistributionTest extends DistributingAgent {
  /** Its clock was set back over a restart: the CCM holds a higher number of the same epoch. */
  @Test
  void shouldCountOnAboveTheNumberTheCcmHolds() throws Exception {
    segment.follow("boston-2", 7);
    long held = clock.millis() + 3_600_000;
    ccm.refuseWith = 409;
    ccm.refusal = "{\"heldEpoch\":\"0\",\"heldSequence\":\"" + held + "\"}";
    distributions.accept(forServer());
    threads.runAll();
    assertTrue(distributions.needs(id), "the result is not told");
    assertFalse(assignments.record(id).orElseThrow().resultAccepted());

    ccm.refuseWith = 0;
    clock.advance(Duration.ofSeconds(1));
    distributions.tick();
    threads.runAll();

    assertTrue(ccm.lastReport().getBoolean("final"));
    assertEquals(held + 1, ccm.lastReport().getJsonNumber("sequence").longValue());
    assertTrue(assignments.record(id).orElseThrow().resultAccepted());
  }

  @Test
  void shouldReportWhatItDoesForItselfStraightToTheCcm() throws Exception {
    segment.follow("boston-2", 7);

    assertEquals(Optional.empty(), distributions.accept(forServer()));
    threads.runAll();

    JsonObject last = ccm.lastReport();
    assertTrue(last.getBoolean("final"));
    assertEquals(1, last.getJsonArray("servers").size());
    assertEquals("REPORTED", server(last, "boston-1").getString("state"));
    assertEquals(List.of(), segment.reports);
    assertTrue(assignments.record(id).orElseThrow().resultAccepted());
  }

  @Test
  void shouldTellAfterARestartWhatTheCcmHasNotTaken() throws Exception {
    ccm.away = true;
    distributions.accept(forServer());
    threads.runAll();
    assertTrue(assignments.record(id).orElseThrow().result().isPresent());

    start();
    ccm.away = false;
    distributions.resume();
    threads.runAll();

    assertTrue(ccm.lastReport().getBoolean("final"));
    assertTrue(assignments.record(id).orElseThrow().resultAccepted());
  }

  @Test
  void shouldResumeAFetchAfterARestart() throws Exception {
    distributions.accept(forServer());
    threads.forgetAll();
    start();
    distributions.resume();
    threads.runAll();

    assertEquals(List.of(id), told);
    AssignmentRecord record = assignments.record(id).orElseThrow();
    assertTrue(record.complete() && record.resultAccepted());
  }

  @Test
  void shouldBeginWhenItIsNotifiedAgainAfterItGotNoThread() throws Exception {
    Notification notification = forServer();
    threads.refuse(1);
    assertThrows(RejectedExecutionException.class, () -> distributions.accept(notification));

    assertEquals(Optional.empty(), distributions.accept(notification));
    threads.runAll();

    assertEquals(List.of(id), told);
  }

  private Notification forServer() throws Exception {
    return Notification.read(
        new Fields(
            Notifications.json(UUID.randomUUID(), id, "SERVER", 0, content.length, sha256, URL)));
  }
}
