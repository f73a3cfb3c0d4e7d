package org.contentmover.ccm.topology;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.topology.view.EnrolmentRequest;
import org.contentmover.ccm.topology.view.KeyPresence;
import org.contentmover.ccm.topology.view.KeySourceKind;
import org.contentmover.ccm.topology.view.NewEnrolmentToken;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TokenClaims;
import org.junit.jupiter.api.Test;

/** CM-5: the CCM knows where secrets are sealed for each server. */
class KeyBoxesTest extends SegmentKeysFixture {
  @Test
  void shouldKnowTheBoxOfAServerFromItsEnrolmentOn() {
    Agent one = server("boston-1");

    assertEquals(one.box.address(), box("boston-1"));
    assertEquals(List.of("key box " + one.box.address()), audited("boston-1"));
  }

  @Test
  void shouldFollowAServerToANewBoxAndSayThatOnce() {
    Agent lost = server("boston-1");
    Agent same = new Agent("boston-1", lost.key);

    same.ask();
    same.ask();

    assertEquals(same.box.address(), box("boston-1"));
    assertEquals(
        List.of("key box " + same.box.address(), "key box " + lost.box.address()),
        audited("boston-1"));
  }

  /** Nobody could open it. */
  @Test
  void shouldForgetTheBoxOfAServerThatWasSetUpAnew() {
    server("boston-1");
    ccm.tx(() -> ccm.get(Servers.class).revoke("boston-1", ANN));
    NewEnrolmentToken token = new NewEnrolmentToken("", "boston-1", 1, Duration.ofHours(1));
    String secret = ccm.tx(() -> ccm.get(Enrolments.class).issue(token, ANN)).secret();
    String key = Ed25519Keys.encodePublic(SigningKey.generate().publicKey());

    ccm.tx(
        () ->
            ccm.get(Enrolments.class)
                .enrol(
                    secret,
                    new EnrolmentRequest(
                        "boston-1", "boston", "backend", "http://boston-1", key, null)));

    assertNull(box("boston-1"));
  }

  @Test
  void shouldTakeNoBoxThatKeepsNoSecret() {
    Agent one = server("boston-1");
    for (String address : List.of("A".repeat(43), "box of boston-1")) {
      String box =
          SignedToken.issue(
              one.key,
              new TokenClaims("boston-1", "segment-keys", null, address),
              clock.instant(),
              SignedToken.IDENTITY_LIFETIME);
      KeyPresence presence = new KeyPresence(box, KeySourceKind.FILE, 0, null, List.of(), 0);

      NotAllowed refused =
          assertThrows(
              NotAllowed.class,
              () ->
                  ccm.tx(
                      () -> ccm.get(SegmentKeys.class).present("boston-1", presence, "boston-1")));

      assertTrue(refused.getMessage().contains("\"boston-1\""), refused.getMessage());
      assertEquals(one.box.address(), box("boston-1"));
    }
  }

  private String box(String server) {
    return ccm.tx(() -> ccm.get(Servers.class).view(server)).box();
  }

  private List<String> audited(String server) {
    return ccm.tx(() -> ccm.get(AuditLog.class).list(PageRequest.first(50))).items().stream()
        .filter(it -> it.action().equals("server.box") && it.subject().equals(server))
        .map(it -> it.detail())
        .toList();
  }
}
