package org.contentmover.agent.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CcmKeyFollowerTest {
  private final SigningKey one = SigningKey.generate();
  private final SigningKey two = SigningKey.generate();
  private final CcmKeyRing first = CcmKeyRing.first(one.publicKey());
  private final CcmKeyRing both = first.next(List.of(one.publicKey(), two.publicKey()));
  private final CcmKeyRing last = both.next(List.of(two.publicKey()));
  private final List<Long> asked = new ArrayList<>();

  @TempDir Path state;
  private ServerIdentity identity;

  @BeforeEach
  void enrol() throws IOException {
    identity = load();
    identity.pinCcm(first);
  }

  private ServerIdentity load() throws IOException {
    return ServerIdentity.load(new ServerName("boston-1"), state, Clock.systemUTC());
  }

  private CcmKeyFollower following(String... letters) {
    return new CcmKeyFollower(
        identity,
        ring -> {
          asked.add(ring);
          return ring == 1 ? List.of(letters) : List.of();
        });
  }

  @Test
  void shouldFollowThroughARotationItMissed() throws Exception {
    following(both.letter(one), last.letter(two)).ask();
    assertEquals(List.of(1L, 3L), asked, "the CCM learns that it follows");
    assertTrue(identity.find(one.keyId()).isEmpty());
    assertTrue(identity.find(two.keyId()).isPresent());
    assertTrue(load().find(two.keyId()).isPresent(), "over a restart too");
  }

  @Test
  void shouldKeepItsKeysAndSayWhatIsWrongWithNewOnes() throws Exception {
    CcmKeyFollower follower = following(both.letter(two));
    follower.ask();
    assertTrue(follower.problem().contains("not believed"), follower.problem());
    assertEquals(1, identity.ccmRing());
    assertTrue(identity.find(one.keyId()).isPresent());
  }

  @Test
  void shouldSayThatTheCcmIsAway() {
    CcmKeyFollower follower =
        new CcmKeyFollower(
            identity,
            ring -> {
              throw new IOException("away");
            });
    follower.ask();
    assertEquals("away", follower.problem());
  }

  @Test
  void shouldSayThatItsRingIsDamaged() throws Exception {
    Files.writeString(state.resolve("ccm.ring"), "?");
    IOException damaged =
        org.junit.jupiter.api.Assertions.assertThrows(IOException.class, this::load);
    assertTrue(damaged.getMessage().contains("ccm.ring"), damaged.getMessage());
  }
}
