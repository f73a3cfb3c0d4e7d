package org.contentmover.core.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

/** Who does not hear is isolated after evidence, and for as long as the evidence lasts (EL-17). */
class QuarantineTest {
  private static final long MS = 1_000_000;
  private static final ServerName SUSPECT = new ServerName("a");
  private static final PeerAddress ADDRESS = new PeerAddress(new byte[] {10, 0, 0, 1}, 7000);

  private final List<Long> asked = new ArrayList<>();
  private final List<ServerName> isolated = new ArrayList<>();
  private final Quarantine quarantine =
      new Quarantine(
          100 * MS,
          Long.MAX_VALUE - 2,
          new Quarantine.Output() {
            @Override
            public void askWhetherItHears(PeerAddress server, long number) {
              asked.add(number);
            }

            @Override
            public void quarantined(ServerName server) {
              isolated.add(server);
            }
          });
  private long nowMs = 5_000;

  @Test
  void shouldIsolateWhoLeavesSixQuestionsUnanswered() {
    doubtfulFor(650);
    assertEquals(6, asked.size());
    assertTrue(admits(), "the sixth may still be answered");
    doubtfulFor(100);
    assertFalse(admits());
    assertEquals(List.of(SUSPECT), isolated);
  }

  @Test
  void shouldAskNobodyForOneDoubtfulWord() {
    quarantine.onDoubtful(SUSPECT, ADDRESS, nowMs * MS);
    quarantine.onDoubtful(SUSPECT, ADDRESS, (nowMs + 99) * MS);
    assertEquals(List.of(), asked);
  }

  @Test
  void shouldNeverIsolateWhoAnswersOneQuestionInFive() {
    for (int i = 0; i < 600; i++) {
      doubtfulFor(100);
      if (i % 5 == 4) {
        quarantine.onAnswer(SUSPECT, asked.get(asked.size() - 1));
      }
    }
    assertEquals(List.of(), isolated);
  }

  @Test
  void shouldAskOnAndTakeBackWhoAnswers() {
    doubtfulFor(800);
    assertFalse(admits());
    asked.clear();
    doubtfulFor(60_000);
    assertFalse(admits(), "as long as it does not answer");
    assertTrue(asked.size() >= 59 && asked.size() <= 61, "one question a second: " + asked.size());
    quarantine.onAnswer(SUSPECT, asked.get(asked.size() - 1));
    assertTrue(admits());
  }

  @Test
  void shouldForgetWhoSaysNothingForAWhile() {
    doubtfulFor(800);
    nowMs += 10_001;
    assertTrue(admits());
    asked.clear();
    doubtfulFor(100);
    assertTrue(admits(), "what was unanswered then does not count now");
  }

  @Test
  void shouldNotTakeAnAnswerToAQuestionItDidNotAsk() {
    doubtfulFor(800);
    quarantine.onAnswer(SUSPECT, 12);
    quarantine.onAnswer(SUSPECT, asked.get(asked.size() - 1) + 1);
    assertFalse(admits());
    quarantine.onProof(SUSPECT);
    assertTrue(admits());
  }

  @Test
  void shouldRememberABoundedNumberOfInventedNames() {
    for (int i = 0; i < 10_000; i++) {
      nowMs += 200;
      quarantine.onDoubtful(new ServerName("forged-" + i % 200), ADDRESS, nowMs * MS);
    }
    assertEquals(List.of(), asked, "each was pushed out before its second word");
  }

  private boolean admits() {
    return quarantine.admits(SUSPECT, nowMs * MS);
  }

  /** It speaks every 50 ms. */
  private void doubtfulFor(long ms) {
    for (long end = nowMs + ms; nowMs < end; nowMs += 50) {
      quarantine.onDoubtful(SUSPECT, ADDRESS, nowMs * MS);
    }
  }
}
