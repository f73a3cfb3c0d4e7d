package org.contentmover.ccm.topology;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.security.CcmKeys;
import org.contentmover.ccm.security.view.CcmKeysView;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.KeyFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CCM's own key is rotated, and servers follow (UI-4). */
class CcmKeysTest {
  private static final List<String> SERVERS = List.of("boston-1", "boston-2");

  @TempDir Path directory;
  private final TestClock clock = new TestClock();
  private Ccm ccm;
  private Farm farm;

  @BeforeEach
  void start() {
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", SERVERS.toArray(String[]::new));
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  private CcmKeys keys() {
    return ccm.get(CcmKeys.class);
  }

  /** As an agent does: tells its ring, follows, tells again. */
  private CcmKeyRing follow(String server, CcmKeyRing known) throws Exception {
    CcmKeyRing ring = known;
    for (String letter : ccm.tx(() -> keys().told(server, known.number(), server))) {
      ring = ring.after(letter);
    }
    long told = ring.number();
    ccm.tx(() -> keys().told(server, told, server));
    return ring;
  }

  private void rotate(List<String> followers, CcmKeyRing[] rings) throws Exception {
    ccm.tx(() -> keys().introduce(ANN));
    for (int i = 0; i < followers.size(); i++) {
      rings[i] = follow(followers.get(i), rings[i]);
    }
    ccm.tx(() -> keys().change(false, ANN));
    ccm.tx(() -> keys().retire(ANN));
  }

  private CcmKeyRing pinned() {
    return ccm.get(CcmKeyChain.class).ring();
  }

  @Test
  void shouldGoFromKeyToKeyWithEveryServer() throws Exception {
    String old = ccm.tx(() -> keys().view()).keyId();
    CcmKeyRing[] rings = {pinned(), pinned()};
    rotate(SERVERS, rings);
    CcmKeysView after = ccm.tx(() -> keys().view());
    assertEquals("RESTING", after.step());
    assertNull(after.otherKeyId());
    CcmKeyRing last = follow("boston-1", rings[0]);
    assertEquals(after.ring(), last.number());
    assertTrue(last.find(after.keyId()).isPresent());
    assertTrue(last.find(old).isEmpty(), "the old key is trusted no more");
    assertEquals(
        3,
        ccm.tx(() -> ccm.get(AuditLog.class).list(new PageRequest(0, 50))).items().stream()
            .filter(it -> it.action().startsWith("ccm-key."))
            .count());
  }

  @Test
  void shouldNotChangeBeforeEveryServerFollows() throws Exception {
    CcmKeyRing ring = pinned();
    ccm.tx(() -> keys().introduce(ANN));
    follow("boston-1", ring);
    Conflict refused = assertThrows(Conflict.class, () -> ccm.tx(() -> keys().change(false, ANN)));
    assertTrue(refused.getMessage().contains("boston-2"), refused.getMessage());
    assertEquals("CHANGED", ccm.tx(() -> keys().change(true, ANN)).step());
  }

  @Test
  void shouldLeadAServerThatWasAwayThroughTwoRotations() throws Exception {
    CcmKeyRing away = pinned();
    CcmKeyRing[] rings = {pinned(), pinned()};
    rotate(SERVERS, rings);
    for (int i = 0; i < rings.length; i++) {
      rings[i] = follow(SERVERS.get(i), rings[i]);
    }
    rotate(SERVERS, rings);
    assertEquals(pinned(), follow("boston-1", away));
  }

  @Test
  void shouldNotRetireWhatARunWasSignedWith() throws Exception {
    Path staging = Files.createDirectories(directory.resolve("staging"));
    UUID job = PublishedSite.jobFor(ccm, staging);
    CcmKeyRing ring = pinned();
    ccm.tx(() -> keys().introduce(ANN));
    for (String server : SERVERS) {
      follow(server, ring);
    }
    UUID run = farm.start(job);
    ccm.tx(() -> keys().change(false, ANN));
    assertThrows(Conflict.class, () -> ccm.tx(() -> keys().retire(ANN)));
    farm.untilEnded(run);
    assertEquals("RESTING", ccm.tx(() -> keys().retire(ANN)).step());
  }

  @Test
  void shouldTakeStepsInTheirOrderOnly() {
    assertThrows(Conflict.class, () -> ccm.tx(() -> keys().change(true, ANN)));
    assertThrows(Conflict.class, () -> ccm.tx(() -> keys().retire(ANN)));
    ccm.tx(() -> keys().introduce(ANN));
    assertThrows(Conflict.class, () -> ccm.tx(() -> keys().introduce(ANN)));
    assertThrows(NotAllowed.class, () -> ccm.tx(() -> keys().told("boston-1", 1, "boston-2")));
  }

  /** What each step leaves on the disk, and what a crash in the middle of it does. */
  @Test
  void shouldGoOnAfterACrashAtAnyMoment() throws Exception {
    Path file = Files.createDirectories(directory.resolve("keys")).resolve("ccm.key");
    CcmKeyChain chain = CcmKeyChain.open(file);
    String first = chain.current().keyId();
    KeyFile.loadOrCreate(file.resolveSibling("ccm-next.key"));
    chain = CcmKeyChain.open(file);
    assertEquals(CcmKeyChain.Step.INTRODUCED, chain.step(), "the key was made, nobody was told");
    assertEquals(2, chain.ring().number());
    assertEquals(first, chain.current().keyId());

    Files.move(file, file.resolveSibling("ccm-previous.key"));
    chain = CcmKeyChain.open(file);
    assertEquals(CcmKeyChain.Step.CHANGED, chain.step(), "the old key was put aside");
    String second = chain.current().keyId();

    chain.retire();
    Files.writeString(file.resolveSibling("ccm-previous.key"), "left by a crash");
    chain = CcmKeyChain.open(file);
    assertEquals(CcmKeyChain.Step.RESTING, chain.step());
    assertEquals(second, chain.current().keyId());
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertEquals(2, left.count());
    }
  }

  @Test
  void shouldNotInventAKeyThatServersDoNotTrust() throws Exception {
    Path file = Files.createDirectories(directory.resolve("keys")).resolve("ccm.key");
    CcmKeyChain.open(file);
    Files.delete(file);
    assertThrows(IOException.class, () -> CcmKeyChain.open(file));
    KeyFile.loadOrCreate(file);
    assertThrows(IOException.class, () -> CcmKeyChain.open(file));
  }
}
