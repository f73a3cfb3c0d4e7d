package org.contentmover.ccm.topology;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.audit.view.AuditEntryView;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.view.Enrolled;
import org.contentmover.ccm.topology.view.EnrolmentRequest;
import org.contentmover.ccm.topology.view.KeyHandout;
import org.contentmover.ccm.topology.view.KeyPolicy;
import org.contentmover.ccm.topology.view.KeyPresence;
import org.contentmover.ccm.topology.view.KeySourceKind;
import org.contentmover.ccm.topology.view.MemberFacts;
import org.contentmover.ccm.topology.view.NewEnrolmentToken;
import org.contentmover.ccm.topology.view.SegmentKeySettings;
import org.contentmover.ccm.topology.view.SegmentKeysView;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TokenClaims;
import org.contentmover.content.trust.TokenRejected;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EL-7: keys are made here, handed out to those who may have them, and rotated. */
class SegmentKeysTest {
  private static final SegmentKeySettings KEYED =
      new SegmentKeySettings(KeyPolicy.KEYED, false, 0, Duration.ofMinutes(10));

  @TempDir Path directory;
  private final TestClock clock = new TestClock();
  private final DataSource database = TestDatabase.H2.create();
  private final Map<String, Agent> agents = new HashMap<>();
  private Ccm ccm;

  /** One server as the CCM meets it: its key, its box, and the ring it was given last. */
  private final class Agent {
    final String name;
    final SigningKey key = SigningKey.generate();
    final KeyBox box = KeyBox.create();
    JsonObject ring;

    Agent(String name) {
      this.name = name;
    }

    String boxToken() {
      return SignedToken.issue(
          key,
          new TokenClaims(name, "segment-keys", null, box.address()),
          clock.instant(),
          Duration.ofMinutes(5));
    }

    Agent enrol() {
      NewEnrolmentToken token = new NewEnrolmentToken("", name, 1, Duration.ofHours(1));
      String secret = ccm.tx(() -> ccm.get(Enrolments.class).issue(token, ANN)).secret();
      EnrolmentRequest request =
          new EnrolmentRequest(
              name,
              "boston",
              "backend",
              "http://" + name,
              Ed25519Keys.encodePublic(key.publicKey()),
              boxToken());
      Enrolled enrolled = ccm.tx(() -> ccm.get(Enrolments.class).enrol(secret, request));
      take(enrolled.segmentKeys());
      agents.put(name, this);
      return this;
    }

    KeyPresence presence() {
      return new KeyPresence(
          boxToken(),
          KeySourceKind.CCM,
          ring == null ? 0 : ring.getInt("ring"),
          List.copyOf(ids()),
          ring == null ? 0 : sending());
    }

    /** What it is given it tells at once. */
    KeyHandout ask() {
      KeyPresence presence = presence();
      KeyHandout handout = ccm.tx(() -> ccm.get(SegmentKeys.class).present(name, presence, name));
      take(handout);
      return handout.sealed() == null ? handout : ask();
    }

    void take(KeyHandout handout) {
      if (handout.sealed() == null) {
        return;
      }
      SigningKey ccmKey = ccm.get(SigningKey.class);
      try {
        ring =
            Json.createReader(
                    new StringReader(
                        box.open(handout.sealed(), id -> Optional.of(ccmKey.publicKey()))))
                .readObject();
      } catch (TokenRejected e) {
        throw new AssertionError(e);
      }
      assertEquals(name, ring.getString("server"));
    }

    List<Integer> ids() {
      return ring == null
          ? List.of()
          : ring.getJsonArray("keys").getValuesAs(JsonObject.class).stream()
              .map(one -> one.getInt("id"))
              .toList();
    }

    int sending() {
      return ring.getInt("sending");
    }

    boolean plain() {
      return ring.getBoolean("plain");
    }
  }

  @BeforeEach
  void start() {
    ccm = new Ccm(database, directory.resolve("data"), clock);
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  private Agent server(String name) {
    return new Agent(name).enrol();
  }

  private void advance() {
    for (String segment : ccm.tx(() -> ccm.get(SegmentKeys.class).active())) {
      ccm.run(() -> ccm.get(SegmentKeys.class).advance(segment));
    }
  }

  private void round() {
    agents.values().forEach(Agent::ask);
    advance();
  }

  private SegmentKeysView keys() {
    return ccm.tx(() -> ccm.get(SegmentKeys.class).view("boston"));
  }

  private SegmentKeysView rotate() {
    return ccm.tx(() -> ccm.get(SegmentKeys.class).rotate("boston", ANN));
  }

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

  private static MemberFacts facts(String name) {
    return new MemberFacts(name, null, null, 50, true, 0, 0, 0, 0, 0, null, null, null);
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

  private void change(SegmentKeySettings wanted) {
    long revision = keys().revision();
    ccm.tx(() -> ccm.get(SegmentKeys.class).change("boston", wanted, revision, ANN));
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
            new KeyPresence(one.boxToken(), null, 0, List.of(), 0),
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, -1, List.of(), 0),
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, 0, List.of(70_000), 0),
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, 0, List.of(1), -1))) {
      assertThrows(Invalid.class, () -> present(wrong), wrong.toString());
    }
  }

  private KeyHandout present(KeyPresence presence) {
    return ccm.tx(() -> ccm.get(SegmentKeys.class).present("boston-1", presence, "boston-1"));
  }

  @Test
  void shouldSealForNobodyButTheServerThatAsks() {
    Agent one = server("boston-1");
    Agent two = server("boston-2");
    for (String box : new String[] {null, "no token", two.boxToken()}) {
      KeyPresence presence = new KeyPresence(box, KeySourceKind.CCM, 0, List.of(), 0);
      assertThrows(NotAllowed.class, () -> present(presence));
    }
    clock.advance(Duration.ofHours(1));
    String old = one.boxToken();
    clock.advance(Duration.ofHours(1));
    KeyPresence presence = new KeyPresence(old, KeySourceKind.CCM, 0, List.of(), 0);
    assertThrows(NotAllowed.class, () -> present(presence));
  }

  @Test
  void shouldNotWaitForServersWithAFileOfTheirOwn() {
    Agent one = server("boston-1");
    KeyPresence own = new KeyPresence(one.boxToken(), KeySourceKind.FILE, 0, List.of(9), 9);
    assertNull(present(own).sealed(), "it would not take it");
    String explanation = keys().servers().get(0).explanation();
    assertTrue(explanation.contains("segment.key.file"), explanation);
    rotate();
    advance();
    advance();
    assertEquals("RESTING", keys().step());
  }

  @Test
  void shouldCountAboveWhatServersHaveAfterAnOldDatabaseWasRestored() {
    Agent one = server("boston-1");
    KeyHandout handout =
        present(new KeyPresence(one.boxToken(), KeySourceKind.CCM, 41, List.of(7), 7));
    assertEquals(42, handout.ring());
    one.take(handout);
    assertEquals(List.of(1), one.ids());
    assertEquals(1, reissues().size());
    assertTrue(reissues().get(0).detail().contains("boston-1"), reissues()::toString);
    rotate();
    one.ask();
    assertEquals(List.of(1, 8), one.ids(), "servers have another key under ids up to 7");
  }

  private List<AuditEntryView> reissues() {
    return ccm.tx(() -> ccm.get(AuditLog.class).list(PageRequest.first(100))).items().stream()
        .filter(entry -> entry.action().equals("segment-key.reissue"))
        .toList();
  }

  @Test
  void shouldNotLetOneServerTakeTheOthersFromTheirKeys() {
    Agent one = server("boston-1");
    Agent two = server("boston-2");
    for (KeyPresence wrong :
        List.of(
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, 1L << 52, List.of(1), 1),
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, 2, List.of(60_000), 1),
            new KeyPresence(one.boxToken(), KeySourceKind.CCM, 2, List.of(1), 60_000))) {
      assertThrows(Invalid.class, () -> present(wrong), wrong.toString());
    }
    present(new KeyPresence(one.boxToken(), KeySourceKind.FILE, 4_000, List.of(9), 9));
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
          present(new KeyPresence(one.boxToken(), KeySourceKind.CCM, ring, List.of(id), id)).ring();
    }
    rotate();
    one.ask();
    assertTrue(one.ids().get(1) < 60_000, one.ids()::toString);
  }

  @Test
  void shouldShowNoSecretToAnybody() throws Exception {
    Agent one = server("boston-1");
    round();
    rotate();
    for (int i = 0; i < 4; i++) {
      round();
    }
    String secret = one.ring.getJsonArray("keys").getJsonObject(0).getString("secret");
    StringBuilder everything = new StringBuilder(keys().toString());
    everything.append(
        ccm.tx(() -> ccm.get(AuditLog.class).list(new PageRequest(1, 100))).items().stream()
            .map(AuditEntryView::toString)
            .collect(Collectors.joining()));
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet dump = statement.executeQuery("SCRIPT")) {
      while (dump.next()) {
        everything.append(dump.getString(1)).append('\n');
      }
    }
    byte[] bytes = HexFormat.of().parseHex(secret);
    assertTrue(everything.indexOf("segment-key.make") >= 0);
    assertTrue(everything.indexOf("segment-key.send") >= 0);
    assertTrue(everything.indexOf("segment-key.drop") >= 0);
    assertFalse(everything.indexOf(secret) >= 0);
    assertFalse(everything.indexOf(Base64.getEncoder().encodeToString(bytes)) >= 0);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("data/keys/vault.key"))));
  }

  @Test
  void shouldSayWhatToRestoreWhenTheVaultIsNotTheDatabases() throws Exception {
    Agent one = server("boston-1");
    ccm.close();
    Files.delete(directory.resolve("data/keys/vault.key"));
    ccm = new Ccm(database, directory.resolve("data"), clock);
    one.ring = null;
    IllegalStateException failure = assertThrows(IllegalStateException.class, one::ask);
    assertTrue(failure.getMessage().contains("vault.key"), failure.getMessage());
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
}
