package org.contentmover.agent.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.agent.testing.MutableClock;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TokenClaims;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {
  private static final String ASSIGNMENT = UUID.randomUUID().toString();
  private static final String CONTENT = "/agent/assignments/" + ASSIGNMENT + "/content";

  private final MutableClock clock = new MutableClock();
  private final SigningKey ccm = SigningKey.generate();
  private final RequestGuard guard =
      new RequestGuard(new ServerName("boston-1"), TrustedKeys.of(ccm.publicKey()), clock);

  @ParameterizedTest
  @ValueSource(strings = {"/live/www.example.com/x", "/live", "/health/live", "/health/ready"})
  void shouldLetEverybodyReadLiveContentAndHealth(String path) {
    assertTrue(guard.judge(path, null).allowed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/agent/status",
        "/agent/notifications",
        "/liveness",
        "/healthy/x",
        "/x/live/y",
        "/index.html",
        "/WEB-INF/web.xml"
      })
  void shouldRefuseEverythingElseWithoutCredential(String path) {
    assertFalse(guard.judge(path, null).allowed());
    assertFalse(guard.judge(path, "Basic YWRtaW46YWRtaW4=").allowed());
    assertFalse(guard.judge(path, "Bearer nonsense").allowed());
  }

  @Test
  void shouldLetTheCcmDoEverything() {
    String token = token(ccm, "ccm", "boston-1", "agent", null);

    assertTrue(guard.judge("/agent/status", token).allowed());
    assertTrue(guard.judge("/agent/notifications", token).allowed());
    assertTrue(guard.judge(CONTENT, token).allowed());
  }

  @Test
  void shouldLetANotificationTicketNotifyOfItsAssignmentOnly() {
    String ticket = token(ccm, "ccm", "boston-1", "notify", ASSIGNMENT);

    RequestGuard.Decision decision = guard.judge("/agent/notifications", ticket);
    assertTrue(decision.allowed());
    assertEquals(Optional.of(ASSIGNMENT), decision.onlyAbout());
    assertFalse(guard.judge("/agent/status", ticket).allowed());
    assertFalse(guard.judge(CONTENT, ticket).allowed());
    assertFalse(
        guard
            .judge("/agent/notifications", token(ccm, "ccm", "boston-1", "notify", null))
            .allowed());
  }

  @Test
  void shouldLetAFetchTicketFetchItsAssignmentOnly() {
    String ticket = token(ccm, "ccm", "fetch", "fetch", ASSIGNMENT);

    assertTrue(guard.judge(CONTENT, ticket).allowed());
    assertFalse(
        guard.judge("/agent/assignments/" + UUID.randomUUID() + "/content", ticket).allowed());
    assertFalse(guard.judge("/agent/status", ticket).allowed());
    assertFalse(guard.judge("/agent/notifications", ticket).allowed());
  }

  @Test
  void shouldRefuseTokensForOthersByOthersAndOfTheWrongKind() {
    assertFalse(
        guard.judge("/agent/status", token(ccm, "ccm", "boston-2", "agent", null)).allowed());
    assertFalse(
        guard.judge("/agent/status", token(ccm, "eve", "boston-1", "agent", null)).allowed());
    assertFalse(guard.judge("/agent/status", token(ccm, "ccm", "boston-1", null, null)).allowed());
    assertFalse(
        guard
            .judge("/agent/status", token(SigningKey.generate(), "ccm", "boston-1", "agent", null))
            .allowed());
  }

  @Test
  void shouldRefuseATokenThatIsTooOldAndSayWhyForTheLog() {
    String token = token(ccm, "ccm", "boston-1", "agent", null);
    clock.advance(Duration.ofMinutes(10));

    RequestGuard.Decision decision = guard.judge("/agent/status", token);

    assertFalse(decision.allowed());
    assertTrue(decision.reason().contains("expired"), decision::reason);
    assertFalse(decision.reason().contains(token));
  }

  @Test
  void shouldRefuseEverythingBeforeEnrolment() {
    RequestGuard unenrolled =
        new RequestGuard(new ServerName("boston-1"), keyId -> Optional.empty(), clock);

    assertFalse(
        unenrolled.judge("/agent/status", token(ccm, "ccm", "boston-1", "agent", null)).allowed());
  }

  private String token(
      SigningKey key, String issuer, String audience, String scope, String subject) {
    return "Bearer "
        + SignedToken.issue(
            key,
            new TokenClaims(issuer, audience, scope, subject),
            clock.instant(),
            Duration.ofMinutes(5));
  }
}
