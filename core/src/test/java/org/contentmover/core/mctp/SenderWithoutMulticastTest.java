package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.contentmover.core.mctp.SenderSession.State;
import org.contentmover.core.mctp.wire.Outcome;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where there is no multicast participants fetch in turns, and no frame is sent (EL-15). */
class SenderWithoutMulticastTest extends SenderSessionFixture {
  @BeforeEach
  void twoAtOnce() {
    fetchersAtOnce = 2;
  }

  @Test
  void shouldSendSoManyAtOnceToFetchAndTheOthersWhenThoseHaveIt() {
    start(4, "a", "b", "c", "d");
    allLackEverything("a", "b", "c", "d");
    assertEquals(List.of("a", "b"), fetching());
    assertEquals("", output.lastCollected().problem(), "to fetch is the normal way here");
    assertEquals(State.REPORTING, session.state());
    says("a", ReceiverState.VERIFYING, 0);
    assertEquals(List.of("b", "c"), fetching());
    says("b", ReceiverState.COMPLETE, 0);
    assertEquals(List.of("c", "d"), fetching());
    for (String server : List.of("a", "b", "c", "d")) {
      says(server, ReceiverState.COMPLETE, 0);
      reports(server, Outcome.STAGED);
    }
    assertEquals(State.DONE, session.state());
  }

  @Test
  void shouldSendNoFrame() {
    start(1, "a");
    allLackEverything("a");
    assertTrue(sendPass().isEmpty());
    says("a", ReceiverState.RECEIVING, 0, ALL);
    assertTrue(sendPass().isEmpty());
    assertEquals(List.of("a"), fetching());
  }

  @Test
  void shouldNotLetOneThatDoesNotComeOnHoldTheOthers() {
    start(3, "a", "b", "c");
    allLackEverything("a", "b", "c");
    says("a", ReceiverState.FETCHING, 0);
    says("b", ReceiverState.FETCHING, 0);
    for (int second = 1; second <= 9; second++) {
      tickAt(1_000L * second);
      says("c", ReceiverState.RECEIVING, 0, ALL);
    }
    assertEquals(List.of("a", "b"), fetching());
    tickAt(11_000);
    assertEquals(List.of("a", "b", "c"), fetching());
  }

  @Test
  void shouldGiveTheTurnOfOneThatIsGoneToTheNext() {
    fetchersAtOnce = 1;
    start(2, "a", "b");
    allLackEverything("a", "b");
    says("a", ReceiverState.FAILED, 0);
    assertEquals(List.of("b"), fetching());
  }

  @Test
  void shouldCallThemMissingWhenTheLeaderHasNoAddress() {
    sourceUrl = "";
    start(1, "a");
    allLackEverything("a");
    assertEquals(
        "the segment has no multicast, and the leader offers no address to fetch from",
        progressOf("a").reason());
  }

  private void allLackEverything(String... servers) {
    for (String server : servers) {
      says(server, ReceiverState.OFFERED, 0);
    }
    for (String server : servers) {
      says(server, ReceiverState.RECEIVING, 0, ALL);
    }
  }

  private List<String> fetching() {
    session.orderedAgain(now);
    return output.lastCollected().servers().stream()
        .filter(server -> server.state() == ServerState.FETCHING)
        .map(server -> server.server().value())
        .toList();
  }
}
