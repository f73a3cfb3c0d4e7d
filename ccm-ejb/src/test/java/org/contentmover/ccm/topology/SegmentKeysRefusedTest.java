package org.contentmover.ccm.topology;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonValue;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.audit.view.AuditEntryView;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.topology.view.KeyHandout;
import org.contentmover.ccm.topology.view.KeyPolicy;
import org.contentmover.ccm.topology.view.KeyPresence;
import org.contentmover.ccm.topology.view.KeySourceKind;
import org.contentmover.ccm.topology.view.SegmentKeySettings;
import org.contentmover.ccm.topology.view.SegmentKeysView.HolderView;
import org.junit.jupiter.api.Test;

/** EL-7: what is asked or told of keys, and cannot be so. */
class SegmentKeysRefusedTest extends SegmentKeysFixture {
  @Test
  void shouldSayWhatCannotBeDoneAndWhatToDo() {
    Agent one = server("boston-1");
    rotate();
    Conflict twice = assertThrows(Conflict.class, this::rotate);
    assertTrue(twice.getMessage().contains("/api/v1/segments/boston/keys"), twice.getMessage());
    assertThrows(
        Conflict.class,
        () -> change(new SegmentKeySettings(KeyPolicy.OPEN, false, 0, Duration.ofMinutes(10))));
    assertThrows(
        NotFound.class, () -> ccm.tx(() -> ccm.get(SegmentKeys.class).rotate("unknown", ANN)));
    assertThrows(
        Invalid.class, () -> ccm.tx(() -> ccm.get(SegmentKeys.class).rotate("No Name", ANN)));
    for (SegmentKeySettings wrong :
        List.of(
            new SegmentKeySettings(null, false, 0, Duration.ofMinutes(10)),
            new SegmentKeySettings(KeyPolicy.KEYED, false, -1, Duration.ofMinutes(10)),
            new SegmentKeySettings(KeyPolicy.KEYED, false, 0, Duration.ofSeconds(1)),
            new SegmentKeySettings(KeyPolicy.KEYED, false, 0, null))) {
      assertThrows(Invalid.class, () -> change(wrong), wrong.toString());
    }
    for (KeyPresence wrong :
        List.of(
            new KeyPresence(one.boxToken(), null, 0, null, List.of(), 0),
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, -1, null, List.of(), 0),
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, 0, null, List.of(70_000), 0),
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, 0, null, List.of(1), -1),
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, 1, "1a", List.of(1), 1))) {
      assertThrows(Invalid.class, () -> present(wrong), wrong.toString());
    }
  }

  @Test
  void shouldSealForNobodyButTheServerThatAsks() {
    Agent one = server("boston-1");
    Agent two = server("boston-2");
    for (String box : new String[] {null, "no token", two.boxToken()}) {
      KeyPresence presence = new KeyPresence(box, KeySourceKind.CCM, 0, null, List.of(), 0);
      assertThrows(NotAllowed.class, () -> present(presence));
    }
    clock.advance(Duration.ofHours(1));
    String old = one.boxToken();
    clock.advance(Duration.ofHours(1));
    KeyPresence presence = new KeyPresence(old, KeySourceKind.CCM, 0, null, List.of(), 0);
    assertThrows(NotAllowed.class, () -> present(presence));
  }

  @Test
  void shouldCountAboveWhatServersHaveAfterAnOldDatabaseWasRestored() {
    Agent one = server("boston-1");
    KeyHandout handout =
        present(new KeyPresence(one.boxToken(), KeySourceKind.CCM, 41, null, List.of(7), 7));
    assertEquals(42, handout.ring());
    one.take(handout);
    assertEquals(List.of(1), one.ids());
    assertEquals(1, reissues().size());
    assertTrue(reissues().get(0).detail().contains("boston-1"), reissues()::toString);
    rotate();
    one.ask();
    assertEquals(List.of(1, 8), one.ids(), "servers have another key under ids up to 7");
  }

  /** Two rings with one number: what was handed out before the restore, and what was after it. */
  @Test
  void shouldHandOutAnewWhatDiffersUnderOneRevisionAfterAnOldDatabaseWasRestored()
      throws Exception {
    Agent behind = server("boston-1");
    Agent ahead = server("boston-2");
    round();
    backUp();
    rotate();
    round();
    ahead.ask();
    assertEquals(2, behind.ring.getInt("ring"));
    assertEquals(3, ahead.ring.getInt("ring"));

    restore();
    behind.ask();
    assertEquals(3, behind.ring.getInt("ring"), "above what this server had");
    ahead.ask();
    behind.ask();

    assertEquals(List.of(1), ahead.ids());
    assertEquals(behind.ring.get("keys"), ahead.ring.get("keys"));
    assertEquals(4, ahead.ring.getInt("ring"));
    assertEquals(4, behind.ring.getInt("ring"));
    assertEquals(2, reissues().size());
    assertTrue(reissues().toString().contains("another one than here"), reissues()::toString);
    assertTrue(keys().servers().stream().allMatch(HolderView::current), keys()::toString);
    rotate();
    round();
    assertEquals(List.of(1, 3), ahead.ids(), "servers had another key 2");
  }

  @Test
  void shouldNotTakeAnotherSecretForTheKeyOfThatId() throws Exception {
    Agent one = server("boston-1");
    round();
    backUp();
    rotate();
    one.ask();
    JsonValue before = one.ring.get("keys");

    restore();
    rotate();
    KeyHandout handout = one.ask();

    assertEquals(3, handout.ring());
    assertEquals(List.of(1, 2), one.ids());
    assertNotEquals(before, one.ring.get("keys"), "the CCM has another key 2");
    assertNull(one.ask().sealed(), "and now it is the same");
    assertEquals(1, reissues().size());
  }

  private void backUp() throws Exception {
    execute("SCRIPT TO '" + directory.resolve("backup.sql") + "'");
  }

  private void restore() throws Exception {
    ccm.close();
    execute("DROP ALL OBJECTS");
    execute("RUNSCRIPT FROM '" + directory.resolve("backup.sql") + "'");
    start();
  }

  private void execute(String statement) throws Exception {
    try (Connection connection = database.getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @Test
  void shouldNotLetOneServerTakeTheOthersFromTheirKeys() {
    Agent one = server("boston-1");
    Agent two = server("boston-2");
    for (KeyPresence wrong :
        List.of(
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, 1L << 52, null, List.of(1), 1),
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, 2, null, List.of(60_000), 1),
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, 2, null, List.of(1), 60_000))) {
      assertThrows(Invalid.class, () -> present(wrong), wrong.toString());
    }
    present(new KeyPresence(one.boxToken(), KeySourceKind.FILE, 4_000, null, List.of(9), 9));
    assertNull(two.ask().sealed(), "nothing has changed for the others");
    assertEquals(1, two.ring.getInt("ring"));
    assertEquals(List.of(), reissues());
  }

  @Test
  void shouldKeepKeyIdsForRotationsWhateverServersTell() {
    Agent one = server("boston-1");
    long ring = 1;
    int id = 1;
    for (int i = 0; i < 20; i++) {
      ring += 4_000;
      id = Math.min(id + 4_000, 53_000);
      ring =
          present(new KeyPresence(one.boxToken(), KeySourceKind.CCM, ring, null, List.of(id), id))
              .ring();
    }
    rotate();
    one.ask();
    assertTrue(one.ids().get(1) < 60_000, one.ids()::toString);
  }

  private List<AuditEntryView> reissues() {
    return ccm.tx(() -> ccm.get(AuditLog.class).list(PageRequest.first(100))).items().stream()
        .filter(entry -> entry.action().equals("segment-key.reissue"))
        .toList();
  }
}
