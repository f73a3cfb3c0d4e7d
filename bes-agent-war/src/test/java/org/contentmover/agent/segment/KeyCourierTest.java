package org.contentmover.agent.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.agent.ccm.KeyAnswer;
import org.contentmover.agent.security.ServerIdentity;
import org.contentmover.agent.testing.FakeCcm;
import org.contentmover.agent.testing.MutableClock;
import org.contentmover.agent.testing.ProtocolExamples;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the keys of a segment come to one server, and stay there (EL-7). */
class KeyCourierTest {
  private static final ServerName SELF = new ServerName("boston-1");
  private static final String SECRET = "ab".repeat(32);

  @TempDir Path state;
  private final SigningKey ccmKey = SigningKey.generate();
  private final MutableClock clock = new MutableClock();
  private final FakeCcm ccm = new FakeCcm();
  private final List<Integer> used = new ArrayList<>();
  private boolean joins = true;
  private ServerIdentity identity;
  private KeySource keys;
  private KeyCourier courier;

  @BeforeEach
  void start() throws IOException {
    identity = ServerIdentity.load(SELF, state, clock);
    identity.pinCcm(CcmKeyRing.first(ccmKey.publicKey()));
    keys = source(Optional.empty());
    courier = courier(keys);
  }

  private KeySource source(Optional<Path> file) {
    return new KeySource(SELF, new SegmentName("boston"), file, state);
  }

  private KeyCourier courier(KeySource source) {
    return new KeyCourier(SELF, identity, source, ccm, clock, () -> join(source));
  }

  private boolean join(KeySource source) {
    if (!joins) {
      return false;
    }
    try {
      source.joined(source.read());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return used.add(source.sending());
  }

  private String ring(long ring, int sending, String segment) {
    return "{\"server\":\"boston-1\",\"segment\":\""
        + segment
        + "\",\"ring\":"
        + ring
        + ",\"sending\":"
        + sending
        + ",\"plain\":false,\"encrypts\":false,\"keys\":[{\"id\":"
        + sending
        + ",\"secret\":\""
        + SECRET
        + "\"}]}";
  }

  private void answer(SigningKey by, String letter) throws Exception {
    String address =
        SignedToken.verify(
                identity.boxToken(),
                id -> Optional.of(ownKey()),
                "segment-keys",
                clock.instant(),
                SignedToken.IDENTITY_LIFETIME)
            .claims()
            .subject();
    ccm.keyAnswers.add(
        new KeyAnswer(Optional.of(KeyBox.seal(by, address, letter)), Duration.ofSeconds(2)));
  }

  private PublicKey ownKey() {
    return Ed25519Keys.decodePublic(identity.ownPublicKey());
  }

  @Test
  void shouldUseWhatItIsGivenAndThenTellThatItHasIt() throws Exception {
    answer(ccmKey, ring(3, 2, "boston"));

    courier.ask();

    assertEquals(List.of(2), used);
    assertEquals(2, ccm.keyPresences.size());
    JsonObject told = ccm.keyPresences.get(1);
    assertEquals(3, told.getInt("ring"));
    assertEquals(2, told.getInt("sending"));
    assertEquals("[2]", told.getJsonArray("holds").toString());
    assertEquals("", courier.problem());
    assertFalse(ccm.keyPresences.toString().contains(SECRET));
    assertFalse(keys.describe().contains(SECRET));
  }

  /** A restored CCM can count up to a revision that servers have: only the digest differs then. */
  @Test
  void shouldTellWhichRingOfARevisionItUses() throws Exception {
    String first = ring(3, 2, "boston");
    String second = ring(4, 2, "boston");
    courier.ask();
    answer(ccmKey, first);
    courier.ask();
    answer(ccmKey, second);
    courier.ask();

    assertTrue(ccm.keyPresences.get(0).isNull("digest"), "it has no ring");
    assertEquals(digest(first), ccm.keyPresences.get(2).getString("digest"));
    assertEquals(digest(second), ccm.keyPresences.get(4).getString("digest"));
    KeySource next = source(Optional.empty());
    next.joined(next.read());
    courier(next).ask();
    assertEquals(
        digest(second), ccm.keyPresences.get(5).getString("digest"), "after a restart, too");
  }

  private static String digest(String letter) {
    return ContentHash.sha256(letter.getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Test
  void shouldNotTellKeysItDoesNotUse() throws Exception {
    joins = false;
    answer(ccmKey, ring(3, 2, "boston"));
    courier.ask();
    courier.ask();
    assertEquals(2, ccm.keyPresences.size());
    for (JsonObject told : ccm.keyPresences) {
      assertEquals(0, told.getInt("ring"));
      assertEquals(0, told.getInt("sending"));
      assertEquals("[]", told.getJsonArray("holds").toString());
    }

    joins = true;
    answer(ccmKey, ring(3, 2, "boston"));
    courier.ask();
    assertEquals(3, ccm.keyPresences.get(3).getInt("ring"), "as soon as it does");
  }

  @Test
  void shouldKnowItsKeysAtTheNextStartWithoutTheCcm() throws Exception {
    answer(ccmKey, ring(3, 2, "boston"));
    courier.ask();
    ccm.away = true;

    KeySource next = source(Optional.empty());

    assertEquals(2, next.read().sendingId());
    assertEquals(3, next.ring());
    assertFalse(next.isOpen());
    courier(next).ask();
    assertEquals(2, next.read().sendingId());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(state.resolve("segment-keys.json"))));
  }

  @Test
  void shouldTakeNothingOlderThanItHas() throws Exception {
    answer(ccmKey, ring(3, 2, "boston"));
    courier.ask();
    answer(ccmKey, ring(2, 1, "boston"));
    courier.ask();
    assertEquals(2, keys.sending());
    assertEquals(List.of(2), used);
  }

  @Test
  void shouldTakeNothingOfAStrangerOrForAnotherSegment() throws Exception {
    answer(SigningKey.generate(), ring(3, 2, "boston"));
    courier.ask();
    assertTrue(courier.problem().contains("not accepted"), courier.problem());
    answer(ccmKey, ring(3, 2, "london"));
    courier.ask();
    assertTrue(courier.problem().contains("london"), courier.problem());
    answer(ccmKey, "{\"keys\":[{\"id\":1,\"secret\":\"" + SECRET + "ff\"}]}");
    courier.ask();
    assertTrue(courier.problem().contains("64 hexadecimal"), courier.problem());
    assertFalse(courier.problem().contains(SECRET), courier.problem());
    assertEquals(List.of(), used);
    assertTrue(keys.isOpen());
  }

  @Test
  void shouldLetAnAdministratorsFileGoBeforeTheCcm() throws Exception {
    Path file =
        Files.createFile(
            state.resolve("keys"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, "key 9 = " + SECRET + "\nsend = 9\n");
    KeySource own = source(Optional.of(file));
    own.joined(own.read());
    courier(own).ask();
    JsonObject told = ccm.keyPresences.get(0);
    assertEquals("FILE", told.getString("source"));
    assertEquals(0, told.getInt("ring"));
    assertEquals(9, told.getInt("sending"));
  }

  @Test
  void shouldNotTakeDamageForAnOpenSegmentAndRepairIt() throws Exception {
    answer(ccmKey, ring(3, 2, "boston"));
    courier.ask();
    Files.writeString(state.resolve("segment-keys.json"), "{\"keys\":[{\"secret\":\"" + SECRET);
    KeySource next = source(Optional.empty());
    IOException damaged = assertThrows(IOException.class, next::read);
    assertFalse(damaged.getMessage().contains(SECRET), damaged.getMessage());
    assertFalse(next.isOpen());

    courier = courier(next);
    answer(ccmKey, ring(3, 2, "boston"));
    courier.ask();
    assertEquals(2, next.read().sendingId());
  }

  @Test
  void shouldAskAgainWhenTheCcmSays() throws Exception {
    courier.askWhenDue();
    clock.advance(Duration.ofSeconds(9));
    courier.askWhenDue();
    assertEquals(1, ccm.keyPresences.size());
    clock.advance(Duration.ofSeconds(1));
    courier.askWhenDue();
    assertEquals(2, ccm.keyPresences.size());
  }

  @Test
  void shouldReadTheRingOfTheProtocolAndTellWhatTheProtocolSays() throws Exception {
    answer(ccmKey, ProtocolExamples.read("key-ring.json").toString());
    courier.ask();
    assertEquals(8, keys.ring());
    assertEquals(List.of(1, 2), keys.takes());
    assertEquals(
        ProtocolExamples.read("key-presence.json").keySet(), ccm.keyPresences.get(1).keySet());
  }
}
