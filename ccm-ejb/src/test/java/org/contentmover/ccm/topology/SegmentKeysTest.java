package org.contentmover.ccm.topology;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.topology.view.KeyPolicy;
import org.contentmover.ccm.topology.view.KeyPresence;
import org.contentmover.ccm.topology.view.KeySourceKind;
import org.contentmover.ccm.topology.view.MemberFacts;
import org.contentmover.ccm.topology.view.SegmentKeySettings;
import org.contentmover.ccm.topology.view.SegmentKeysView;
import org.junit.jupiter.api.Test;

/** EL-7: keys are made here, handed out to those who may have them, and rotated. */
class SegmentKeysTest extends SegmentKeysFixture {
  @Test
  void shouldGiveANewSegmentsServersOneKeyWithTheirEnrolment() throws Exception {
    Agent one = server("boston-1");
    Agent two = server("boston-2");
    assertEquals(List.of(1), one.ids());
    assertEquals(1, one.sending());
    assertFalse(one.plain());
    try (var example =
        Json.createReader(
            Files.newBufferedReader(Path.of("../docs/protocol/examples/key-ring.json")))) {
      assertEquals(example.readObject().keySet(), one.ring.keySet());
    }
    assertEquals(one.ring.get("keys"), two.ring.get("keys"));
    assertFalse(ccm.tx(() -> ccm.get(Segments.class).view("boston")).keys().open());
    assertNull(two.ask().sealed(), "it has what it should have");
  }

  @Test
  void shouldLetEverybodyHaveTheNewKeyBeforeAnybodySealsWithIt() {
    Agent one = server("boston-1");
    Agent two = server("boston-2");
    round();
    rotate();
    one.ask();
    advance();
    assertEquals("DISTRIBUTING", keys().step(), "boston-2 does not have it");
    assertTrue(keys().explanation().contains("boston-2"), keys().explanation());
    assertEquals(List.of(1, 2), one.ids());
    assertEquals(1, one.sending());
    two.ask();
    advance();
    one.ask();
    advance();
    assertEquals("SWITCHING", keys().step(), "boston-2 seals with key 1 still");
    assertEquals(2, one.sending());
    assertEquals(List.of(1, 2), one.ids());
    round();
    one.ask();
    assertEquals(List.of(2), one.ids());
    assertEquals("RESTING", keys().step());
    assertEquals(List.of(2), keys().keys().stream().map(SegmentKeysView.KeyView::id).toList());
  }

  @Test
  void shouldNotWaitForAnAbsentServerLongerThanTheAdministratorSays() {
    Agent one = server("boston-1");
    Agent away = server("boston-2");
    ccm.run(() -> ccm.get(Servers.class).presence("boston-2", facts("boston-2"), "boston-2"));
    rotate();
    for (int i = 0; i < 60; i++) {
      one.ask();
      advance();
      clock.advance(Duration.ofSeconds(9));
    }
    assertEquals("DISTRIBUTING", keys().step());
    clock.advance(Duration.ofMinutes(1));
    advance();
    assertEquals("SWITCHING", keys().step());
    assertEquals(List.of(1), away.ids());
    away.ask();
    assertEquals(2, away.sending(), "it gets the keys when it comes back");
  }

  @Test
  void shouldReplaceEveryKeyARevokedServerKnowsAndGiveItNone() {
    Agent one = server("boston-1");
    Agent thief = server("boston-2");
    round();
    rotate();
    round();
    assertEquals(List.of(1, 2), thief.ids(), "in the middle of a rotation");
    agents.remove("boston-2");
    ccm.tx(() -> ccm.get(Servers.class).revoke("boston-2", ANN));
    for (int i = 0; i < 8; i++) {
      round();
    }
    assertEquals(List.of(3), one.ids());
    assertEquals(3, one.sending());
    assertFalse(keys().servers().stream().anyMatch(held -> held.server().equals("boston-2")));
    assertThrows(
        NotAllowed.class,
        () ->
            ccm.tx(
                () ->
                    ccm.get(SegmentKeys.class).present("boston-1", thief.presence(), "boston-2")));
    NotAllowed revoked = assertThrows(NotAllowed.class, thief::ask);
    assertTrue(revoked.getMessage().contains("revoked"), revoked.getMessage());
  }

  @Test
  void shouldDropTheOldKeyInBoundedTimeThoughNobodyAnswers() {
    server("boston-1");
    ccm.run(() -> ccm.get(Servers.class).presence("boston-1", facts("boston-1"), "boston-1"));
    server("boston-2");
    ccm.tx(() -> ccm.get(Servers.class).revoke("boston-2", ANN));
    for (int i = 0; i < 2; i++) {
      clock.advance(Duration.ofSeconds(60));
      advance();
    }
    assertEquals("RESTING", keys().step());
    assertEquals(2, keys().state().keyId());
  }

  @Test
  void shouldOpenAndCloseASegmentWithoutRefusingAnybody() {
    Agent one = server("boston-1");
    round();
    change(new SegmentKeySettings(KeyPolicy.OPEN, false, 0, Duration.ofMinutes(10)));
    round();
    assertTrue(one.plain());
    assertEquals(1, one.sending());
    round();
    one.ask();
    assertEquals(List.of(), one.ids());
    assertTrue(keys().state().open());
    assertThrows(Conflict.class, this::rotate);

    change(new SegmentKeySettings(KeyPolicy.KEYED, true, 0, Duration.ofMinutes(10)));
    round();
    assertTrue(one.plain());
    assertEquals(0, one.sending());
    round();
    one.ask();
    assertFalse(one.plain());
    assertEquals(2, one.sending());
    assertTrue(one.ring.getBoolean("encrypts"));
  }

  @Test
  void shouldRotateByItselfWhenTheKeyIsOld() {
    server("boston-1");
    change(new SegmentKeySettings(KeyPolicy.KEYED, false, 30, Duration.ofMinutes(10)));
    clock.advance(Duration.ofDays(30).minusSeconds(1));
    advance();
    assertEquals("RESTING", keys().step());
    clock.advance(Duration.ofSeconds(1));
    advance();
    assertEquals("DISTRIBUTING", keys().step());
  }

  @Test
  void shouldNotWaitForServersWithAFileOfTheirOwn() {
    Agent one = server("boston-1");
    KeyPresence own = new KeyPresence(one.boxToken(), KeySourceKind.FILE, 0, null, List.of(9), 9);
    assertNull(present(own).sealed(), "it would not take it");
    String explanation = keys().servers().get(0).explanation();
    assertTrue(explanation.contains("segment.key.file"), explanation);
    rotate();
    advance();
    advance();
    assertEquals("RESTING", keys().step());
  }

  @Test
  void shouldLeaveSegmentsFromBeforeOpenUntilAnAdministratorWantsAKey() throws Exception {
    Agent one = server("boston-1");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM segment_keying");
      String migration =
          Files.readString(Path.of("src/main/resources/db/migration/V2__segment_keys.sql"));
      statement.execute(migration.substring(migration.indexOf("INSERT INTO")));
    }
    one.ring = null;
    one.ask();
    assertEquals(List.of(), one.ids());
    assertTrue(one.plain());
    assertTrue(keys().state().open());
    change(KEYED);
    for (int i = 0; i < 4; i++) {
      round();
    }
    assertEquals(1, one.sending());
    assertFalse(one.plain());
  }

  private static MemberFacts facts(String name) {
    return new MemberFacts(name, null, null, 50, true, 0, 0, 0, 0, 0, null, null, null);
  }
}
