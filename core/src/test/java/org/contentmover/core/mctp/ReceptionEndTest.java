package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.contentmover.core.mctp.wire.Announce;
import org.contentmover.core.mctp.wire.SessionEnd;
import org.junit.jupiter.api.Test;

/** The leader has ended the session, and this server lacks something (LD-5, LD-7). */
class ReceptionEndTest extends ReceptionFixture {
  private static final String NOTHING_MORE =
      "dropped: leader leader sends no more; 5 of 10 frames are missing,"
          + " and it offers no source for them";

  private void end() {
    hear(new SessionEnd(ID, 7, SessionEnd.End.DONE));
  }

  @Test
  void shouldFetchTheRest() {
    receiving();
    end();
    assertTrue(output.take().get(0).startsWith("ranges wanted"));
  }

  @Test
  void shouldFetchWhenTheSpoolIsOpenedAfterTheEnd() {
    hear(announce(7));
    end();
    endpoint.accepted(ID);
    assertEquals(List.of("offered", "open spool"), output.take());
    endpoint.spoolOpened(ID, now);
    assertEquals(List.of("ranges wanted [ByteRange[offset=0, length=950]]"), output.take());
  }

  @Test
  void shouldFetchEverythingWhenTheHashDiffersAfterTheEnd() {
    receiving();
    frames(7, 0, 9);
    end();
    output.take();
    endpoint.verified(ID, false, now);
    assertEquals(List.of("ranges wanted [ByteRange[offset=0, length=950]]"), output.take());
  }

  @Test
  void shouldSayAtOnceThatItIsOverWhenThereIsNowhereToFetchFrom() {
    receivingWithNoSource();
    end();
    assertEquals(List.of(NOTHING_MORE), output.take());
    end();
    assertEquals(List.of(), output.take(), "it was said");
    assertEquals(Optional.empty(), endpoint.missing(ID));
  }

  @Test
  void shouldSayItWhenTheSpoolIsOpenedAfterTheEndAndThereIsNowhereToFetchFrom() {
    hear(announceWithNoSource(1));
    endpoint.accepted(ID);
    end();
    output.take();
    endpoint.spoolOpened(ID, now);
    assertEquals(List.of(NOTHING_MORE.replace("5 of", "10 of")), output.take());
  }

  @Test
  void shouldTakeNoPartInTheOrderThatEndedAndAskTheAgentAnewForTheNext() {
    receivingWithNoSource();
    end();
    output.take();
    frame(7, 1, 7, PAYLOAD);
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 1 FAILED misses "), afterMs(10));
    hear(announceWithNoSource(2));
    assertEquals(List.of("offered"), output.take());
  }

  @Test
  void shouldSayItWhenTheEndWasLostAndTheLeaderAnswersNoQuestion() {
    receivingWithNoSource();
    assertEquals(10, questionsUntil(NOTHING_MORE));
  }

  @Test
  void shouldFetchWhenTheEndWasLostAndTheLeaderAnswersNoQuestion() {
    receiving();
    frames(7, 0, 4);
    output.take();
    assertEquals(10, questionsUntil("ranges wanted [ByteRange[offset=500, length=450]]"));
  }

  /** The leader's heartbeats list nothing; counts what it is asked before that happens. */
  private int questionsUntil(String wanted) {
    int asked = 0;
    for (int heartbeat = 0; heartbeat < 90; heartbeat++) {
      now += 100 * MS;
      endpoint.onRunningSessions(List.of(), now);
      for (String line : output.take()) {
        if (line.equals(wanted)) {
          return asked;
        }
        assertEquals("10.0.0.1:7800: ANNOUNCE_WANTED", line);
        asked++;
      }
    }
    throw new AssertionError("not within 9 s: " + wanted);
  }

  private void receivingWithNoSource() {
    Announce announce = announceWithNoSource(1);
    hear(announce);
    endpoint.accepted(ID);
    endpoint.spoolOpened(ID, now);
    afterMs(10);
    frames(7, 0, 4);
    output.take();
  }

  // ---- the end got lost

  @Test
  void shouldAskTheLeaderWhatBecameOfASessionThatIsNoLongerListed() {
    receiving();
    frames(7, 0, 4);
    output.take();
    endpoint.onRunningSessions(List.of(), now);
    assertEquals(List.of(), afterMs(900), "it may be about to be told");
    now += 100 * MS;
    endpoint.onRunningSessions(List.of(), now);
    assertEquals(List.of(), output.take(), "the end may be on its way");
    now += 500 * MS;
    endpoint.onRunningSessions(List.of(), now);
    assertEquals(List.of("10.0.0.1:7800: ANNOUNCE_WANTED"), output.take());
    hear(new SessionEnd(ID, 7, SessionEnd.End.DONE));
    assertTrue(output.take().get(0).startsWith("ranges wanted"));
    now += 5_000 * MS;
    endpoint.onRunningSessions(List.of(), now);
    now += 5_000 * MS;
    endpoint.onRunningSessions(List.of(), now);
    assertEquals(List.of(), output.take(), "it knows the end");
  }

  @Test
  void shouldNotAskAboutASessionThatIsListedOrHeardOrOver() {
    receiving();
    now += 5_000 * MS;
    endpoint.onRunningSessions(List.of(ID), now);
    now += 5_000 * MS;
    endpoint.onRunningSessions(List.of(ID), now);
    assertEquals(List.of(), output.take());
    for (int frame = 0; frame < 9; frame++) {
      now += 600 * MS;
      frame(7, 1, frame, PAYLOAD);
      output.take();
      endpoint.onRunningSessions(List.of(), now);
      assertEquals(List.of(), output.take());
    }
    frame(7, 1, 9, 50);
    endpoint.verified(ID, true, now);
    output.take();
    now += 5_000 * MS;
    endpoint.onRunningSessions(List.of(), now);
    now += 5_000 * MS;
    endpoint.onRunningSessions(List.of(), now);
    assertEquals(List.of(), output.take());
  }

  @Test
  void shouldDropWhatIsCancelled() {
    receiving();
    hear(new SessionEnd(ID, 7, SessionEnd.End.CANCELLED));
    assertEquals(List.of("dropped: the leader cancelled the distribution"), output.take());
    assertEquals(Optional.empty(), endpoint.missing(ID));
  }
}
