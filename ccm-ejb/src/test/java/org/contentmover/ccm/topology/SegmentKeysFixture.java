package org.contentmover.ccm.topology;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.view.Enrolled;
import org.contentmover.ccm.topology.view.EnrolmentRequest;
import org.contentmover.ccm.topology.view.KeyHandout;
import org.contentmover.ccm.topology.view.KeyPolicy;
import org.contentmover.ccm.topology.view.KeyPresence;
import org.contentmover.ccm.topology.view.KeySourceKind;
import org.contentmover.ccm.topology.view.NewEnrolmentToken;
import org.contentmover.ccm.topology.view.SegmentKeySettings;
import org.contentmover.ccm.topology.view.SegmentKeysView;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TokenClaims;
import org.contentmover.content.trust.TokenRejected;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A CCM and the servers of segment boston, which ask it for their keys (EL-7). */
abstract class SegmentKeysFixture {
  static final SegmentKeySettings KEYED =
      new SegmentKeySettings(KeyPolicy.KEYED, false, 0, Duration.ofMinutes(10));

  @TempDir Path directory;
  final TestClock clock = new TestClock();
  final DataSource database = TestDatabase.H2.create();
  final Map<String, Agent> agents = new HashMap<>();
  Ccm ccm;

  /** One server as the CCM meets it: its key, its box, and the ring it was given last. */
  final class Agent {
    final String name;
    final SigningKey key;
    final KeyBox box = KeyBox.create();
    JsonObject ring;
    String digest;

    Agent(String name) {
      this(name, SigningKey.generate());
    }

    /** A server that has its own key, and a new box. */
    Agent(String name, SigningKey key) {
      this.name = name;
      this.key = key;
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
          ring == null ? null : digest,
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
      SigningKey ccmKey = ccm.get(CcmKeyChain.class).current();
      try {
        String letter = box.open(handout.sealed(), id -> Optional.of(ccmKey.publicKey()));
        ring = Json.createReader(new StringReader(letter)).readObject();
        digest = ContentHash.sha256(letter.getBytes(StandardCharsets.UTF_8)).hex();
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

  Agent server(String name) {
    return new Agent(name).enrol();
  }

  void advance() {
    for (String segment : ccm.tx(() -> ccm.get(SegmentKeys.class).active())) {
      ccm.run(() -> ccm.get(SegmentKeys.class).advance(segment));
    }
  }

  void round() {
    agents.values().forEach(Agent::ask);
    advance();
  }

  SegmentKeysView keys() {
    return ccm.tx(() -> ccm.get(SegmentKeys.class).view("boston"));
  }

  SegmentKeysView rotate() {
    return ccm.tx(() -> ccm.get(SegmentKeys.class).rotate("boston", ANN));
  }

  void change(SegmentKeySettings wanted) {
    long revision = keys().revision();
    ccm.tx(() -> ccm.get(SegmentKeys.class).change("boston", wanted, revision, ANN));
  }

  KeyHandout present(KeyPresence presence) {
    return ccm.tx(() -> ccm.get(SegmentKeys.class).present("boston-1", presence, "boston-1"));
  }
}
