package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.Test;

/** What a participant keeps when leaders change (EL-6, LD-4). */
class ReceptionLeadershipTest extends ReceptionFixture {

  @Test
  void shouldGoOnUnderAnotherLeaderWithWhatItHas() {
    receiving();
    frames(7, 0, 4);
    output.take();
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    hear(announce(8));
    assertEquals(List.of("open spool"), output.take());
    endpoint.spoolOpened(ID, now);
    assertEquals(List.of("10.0.0.2:7800: STATUS pass 0 RECEIVING misses 5-9"), afterMs(10));
    assertEquals(1, endpoint.counters().get("mctp.receptions.resumed"));
  }

  @Test
  void shouldStartAnewUnderALeaderWithAnotherFrameSize() {
    receiving();
    frames(7, 0, 4);
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    hear(announce(8, 950, 200, ContentHash.OF_NOTHING));
    endpoint.spoolOpened(ID, now);
    output.take();
    assertEquals(List.of("10.0.0.2:7800: STATUS pass 0 RECEIVING misses 0-4"), afterMs(10));
    assertEquals(1, endpoint.counters().get("mctp.receptions.restarted"));
  }

  @Test
  void shouldAskForTheNewFramesWhenWhatTheOldLeaderSentDoesNotVerify() {
    receiving();
    frames(7, 0, 9);
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    hear(announce(8, 950, 200, ContentHash.OF_NOTHING));
    afterMs(10);
    endpoint.verified(ID, false, now);
    assertEquals(List.of("10.0.0.2:7800: STATUS pass 0 RECEIVING misses 0-4"), afterMs(10));
  }

  @Test
  void shouldDropWhatItHasWhenAnotherLeaderAnnouncesOtherContent() {
    receiving();
    output.take();
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    hear(announce(8, 950, PAYLOAD, ContentHash.sha256(new byte[1])));
    assertEquals(
        List.of("dropped: another leader announces other content under the same id", "offered"),
        output.take());
  }

  @Test
  void shouldKeepWhatItHasWhileNobodyLeads() {
    receiving();
    frames(7, 0, 4);
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    afterMs(599_000);
    assertEquals(Optional.of(List.of(new ByteRange(500, 450))), endpoint.missing(ID));
    assertEquals(List.of("dropped: no leader continued this transfer"), afterMs(1_000));
  }

  @Test
  void shouldIgnoreAndCountWhoeverIsNotItsLeader() {
    hear(SECOND, announce(7));
    hear(announce(6));
    hear(announce(8));
    assertEquals(List.of(), output.take());
    assertEquals(1, ignored("stale-epoch"));
    assertEquals(2, ignored("not-my-leader"));
  }

  @Test
  void shouldIgnoreFramesOfTheLeaderItLeft() {
    receiving();
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    output.take();
    frame(7, 1, 3, PAYLOAD);
    assertEquals(List.of(), output.take());
    assertEquals(1, ignored("stale-epoch"));
  }

  @Test
  void shouldIgnoreAContradictingAnnouncementOfTheSameLeader() {
    receiving();
    output.take();
    hear(announce(7, 1_000, PAYLOAD, ContentHash.OF_NOTHING));
    assertEquals(List.of(), output.take());
    assertEquals(1, ignored("contradiction"));
  }

  @Test
  void shouldAskForASessionThatOnlyLeaderAliveNames() {
    endpoint.onRunningSessions(List.of(ID), now);
    assertEquals(List.of(), output.take());
    now += 500 * MS;
    endpoint.onRunningSessions(List.of(ID), now);
    assertEquals(List.of("10.0.0.1:7800: ANNOUNCE_WANTED"), output.take());
    hear(announce(7).to(List.of()));
    now += 5_000 * MS;
    endpoint.onRunningSessions(List.of(ID), now);
    assertEquals(List.of(), output.take(), "it is not meant, and asks no more");
  }

  @Test
  void shouldAskTheAgentAgainWhenTheEndOfAFailedSessionWasLost() {
    receiving();
    endpoint.spoolFailed(ID, "no space left on device", now);
    output.take();
    endpoint.onRunningSessions(List.of(ID), now);
    hear(announce(7));
    assertFalse(output.take().contains("offered"), "it goes on in the running session");
    endpoint.onRunningSessions(List.of(), now);
    hear(announce(7));
    assertTrue(output.take().contains("offered"));
  }
}
