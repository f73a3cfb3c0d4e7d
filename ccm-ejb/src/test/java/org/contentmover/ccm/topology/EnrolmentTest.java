package org.contentmover.ccm.topology;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.contentmover.ccm.problem.ClockDiffers;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.LeadershipForgotten;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.security.ServerTokens;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.view.Enrolled;
import org.contentmover.ccm.topology.view.EnrolmentRequest;
import org.contentmover.ccm.topology.view.MemberFacts;
import org.contentmover.ccm.topology.view.NewEnrolmentToken;
import org.contentmover.ccm.topology.view.SegmentReport;
import org.contentmover.ccm.topology.view.SegmentRole;
import org.contentmover.ccm.topology.view.ServerView;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TimeProof;
import org.contentmover.content.trust.TokenClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How servers come in, prove themselves, report, and fall silent. */
class EnrolmentTest {
  @TempDir Path directory;
  private final TestClock clock = new TestClock();
  private final SigningKey key = SigningKey.generate();
  private Ccm ccm;

  @BeforeEach
  void start() {
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  private String token(String server, int uses) {
    NewEnrolmentToken request = new NewEnrolmentToken("", server, uses, Duration.ofHours(1));
    return ccm.tx(() -> ccm.get(Enrolments.class).issue(request, ANN)).secret();
  }

  private Enrolled enrol(String secret, String server, SigningKey serverKey) {
    return enrol(secret, server, serverKey, null);
  }

  private Enrolled enrol(String secret, String server, SigningKey serverKey, String box) {
    EnrolmentRequest request =
        new EnrolmentRequest(
            server,
            "boston",
            "backend",
            "http://" + server + "/",
            Ed25519Keys.encodePublic(serverKey.publicKey()),
            box);
    return ccm.tx(() -> ccm.get(Enrolments.class).enrol(secret, request));
  }

  @Test
  void shouldEnrolAndAnswerTheRepetitionTheSameWay() {
    String secret = token(null, 1);
    Enrolled first = enrol(secret, "boston-1", key);
    assertEquals(first, enrol(secret, "boston-1", key), "the token is spent, the answer stays");
    assertThrows(NotAllowed.class, () -> enrol(secret, "boston-2", SigningKey.generate()));
  }

  @Test
  void shouldNotGiveAKnownNameToAnotherKey() {
    enrol(token(null, 1), "boston-1", key);
    assertThrows(Conflict.class, () -> enrol(token(null, 1), "boston-1", SigningKey.generate()));
    ccm.tx(() -> ccm.get(Servers.class).revoke("boston-1", ANN));
    enrol(token(null, 1), "boston-1", SigningKey.generate());
  }

  @Test
  void shouldNotGiveAKnownKeyToAnotherName() {
    enrol(token(null, 1), "boston-1", key);
    String second = token(null, 1);
    Conflict copied = assertThrows(Conflict.class, () -> enrol(second, "boston-2", key));
    assertTrue(copied.getMessage().contains("\"boston-1\""), copied.getMessage());
    assertTrue(copied.getMessage().contains("server.key"), copied.getMessage());
    enrol(second, "boston-2", SigningKey.generate());

    ccm.tx(() -> ccm.get(Servers.class).revoke("boston-1", ANN));
    enrol(token(null, 1), "boston-3", key);
    assertThrows(Conflict.class, () -> enrol(token(null, 1), "boston-1", key));
  }

  /** As they came in before that was refused. */
  @Test
  void shouldKnowEachOfTwoServersThatHaveOneKey() {
    enrol(token(null, 1), "boston-1", key);
    ccm.tx(() -> ccm.get(Servers.class).revoke("boston-1", ANN));
    enrol(token(null, 1), "boston-2", key);
    ccm.run(() -> ccm.get(EntityManager.class).find(Server.class, "boston-1").revoked = false);
    for (String name : List.of("boston-1", "boston-2")) {
      String own = signed(key, name, "ccm");
      assertEquals(name, ccm.tx(() -> ccm.get(ServerTokens.class).authenticate(own)).name());
    }
  }

  @Test
  void shouldTellAServerWhoseKeyItsCopyUses() {
    enrol(token(null, 1), "boston-1", key);
    String copied = refused(signed(key, "boston-2", "ccm")).getMessage();
    assertTrue(copied.contains("\"boston-1\""), copied);
    assertTrue(copied.contains("server.key"), copied);
  }

  @Test
  void shouldRefuseATokenThatIsForAnotherServerExpiredRevokedOrUnknown() {
    String bound = token("boston-9", 1);
    assertThrows(NotAllowed.class, () -> enrol(bound, "boston-1", key));
    String late = token(null, 1);
    clock.advance(Duration.ofHours(1));
    assertThrows(NotAllowed.class, () -> enrol(late, "boston-1", key));
    String revoked = token(null, 1);
    var views = ccm.tx(() -> ccm.get(Enrolments.class).tokens());
    views.forEach(view -> ccm.run(() -> ccm.get(Enrolments.class).revoke(view.id(), ANN)));
    assertThrows(NotAllowed.class, () -> enrol(revoked, "boston-1", key));
    assertThrows(NotAllowed.class, () -> enrol("cmt-made-up", "boston-1", key));
    assertFalse(ccm.tx(() -> ccm.get(Enrolments.class).recognises("cmt-made-up")));
    assertTrue(ccm.tx(() -> ccm.get(Enrolments.class).recognises(revoked)));
  }

  @Test
  void shouldSayWhichFieldIsWrong() {
    String secret = token(null, 1);
    EnrolmentRequest noKey =
        new EnrolmentRequest("boston-1", "boston", "backend", "http://a", "not a key", null);
    Invalid problem =
        assertThrows(
            Invalid.class, () -> ccm.tx(() -> ccm.get(Enrolments.class).enrol(secret, noKey)));
    assertEquals("publicKey", problem.field());
  }

  @Test
  void shouldKnowAServerByItsOwnTokenOnly() {
    enrol(token(null, 1), "boston-1", key);
    String own = signed(key, "boston-1", "ccm");
    assertEquals("boston", ccm.tx(() -> ccm.get(ServerTokens.class).authenticate(own)).segment());
    refused(signed(key, "boston-2", "ccm"));
    refused(signed(key, "boston-1", "fetch"));
    refused(signed(SigningKey.generate(), "boston-1", "ccm"));
    refused("no token at all");
    ccm.tx(() -> ccm.get(Servers.class).revoke("boston-1", ANN));
    refused(own);
  }

  private String signed(SigningKey by, String issuer, String audience) {
    return signed(by, issuer, audience, Duration.ZERO);
  }

  private String signed(SigningKey by, String issuer, String audience, Duration ahead) {
    TokenClaims claims = new TokenClaims(issuer, audience, null, null);
    return SignedToken.issue(by, claims, clock.instant().plus(ahead), Duration.ofMinutes(5));
  }

  @Test
  void shouldTellAServerWhoseClockIsAnHourOffWhatTimeItIs() throws Exception {
    Enrolled enrolled = enrol(token(null, 1), "boston-1", key);
    for (int hours : new int[] {-1, 1}) {
      String wrong = signed(key, "boston-1", "ccm", Duration.ofHours(hours));
      ClockDiffers refusal =
          assertThrows(
              ClockDiffers.class,
              () -> ccm.tx(() -> ccm.get(ServerTokens.class).authenticate(wrong)));
      String difference = "1 h 0 min 0 s " + (hours > 0 ? "ahead of" : "behind");
      assertTrue(refusal.getMessage().contains(difference), refusal.getMessage());
      assertTrue(refusal.getMessage().contains("boston-1"), refusal.getMessage());
      assertEquals(
          clock.instant().truncatedTo(ChronoUnit.SECONDS),
          TimeProof.verify(
              refusal.timeProof(), wrong, CcmKeyRing.parse(enrolled.ccmKeyRing()), "boston-1"));
    }
  }

  /** It does not know the CCM's key yet, so it cannot be told the time. */
  @Test
  void shouldEnrolAServerWhoseClockIsAnHourOff() {
    String address = KeyBox.create().address();
    for (int hours : new int[] {-1, 1}) {
      String name = "boston" + hours;
      SigningKey own = SigningKey.generate();
      String box =
          SignedToken.issue(
              own,
              new TokenClaims(name, "segment-keys", null, address),
              clock.instant().plus(Duration.ofHours(hours)),
              SignedToken.IDENTITY_LIFETIME);
      Enrolled enrolled = enrol(token(null, 1), name, own, box);
      assertNotNull(enrolled.segmentKeys().sealed());
      ccm.tx(() -> ccm.get(Servers.class).revoke(name, ANN));
    }
  }

  @Test
  void shouldTellTheTimeToEnrolledServersOnly() {
    enrol(token(null, 1), "boston-1", key);
    Duration hour = Duration.ofHours(1);
    refused(signed(SigningKey.generate(), "boston-1", "ccm", hour));
    refused(signed(key, "boston-2", "ccm", hour));
    ccm.tx(() -> ccm.get(Servers.class).revoke("boston-1", ANN));
    refused(signed(key, "boston-1", "ccm", hour));
  }

  private NotAllowed refused(String bearer) {
    NotAllowed problem =
        assertThrows(
            NotAllowed.class, () -> ccm.tx(() -> ccm.get(ServerTokens.class).authenticate(bearer)));
    assertFalse(problem.authenticated());
    return problem;
  }

  @Test
  void shouldTakeNewerReportsOfTheLeaderOnly() {
    String secret = token(null, 2);
    enrol(secret, "boston-1", key);
    enrol(secret, "boston-2", SigningKey.generate());
    report("boston-1", 2, 5, "boston-1", "boston-2", "stranger");
    assertEquals(SegmentRole.LEADER, server("boston-1").segmentRole());
    assertEquals(SegmentRole.MEMBER, server("boston-2").segmentRole());
    assertThrows(Outdated.class, () -> report("boston-1", 2, 5, "boston-1"));
    Outdated old = assertThrows(Outdated.class, () -> report("boston-2", 1, 99, "boston-2"));
    assertEquals("epoch 2, sequence 5", old.held());
    assertEquals(2, ccm.tx(() -> ccm.get(Segments.class).view("boston")).staleReports());
    assertThrows(NotAllowed.class, () -> reportAs("boston-2", "boston-1", 3, 1, "boston-1"));

    report("boston-2", 3, 0, "boston-2");
    assertEquals(SegmentRole.LEADER, server("boston-2").segmentRole());
    assertFalse(server("boston-1").up());
    assertEquals("it left the segment", server("boston-1").downReason());
  }

  @Test
  void shouldStayWithTheHalfItAcceptedAsLongAsItLives() {
    String secret = token(null, 2);
    enrol(secret, "boston-1", key);
    enrol(secret, "boston-2", SigningKey.generate());
    report("boston-1", 5, 1, "boston-1");
    for (int i = 2; i < 20; i++) {
      int sequence = i;
      clock.advance(Duration.ofSeconds(5));
      assertThrows(Outdated.class, () -> report("boston-2", 5, 1_000 + sequence, "boston-2"));
      assertThrows(Outdated.class, () -> report("boston-2", 4, 1_000 + sequence, "boston-2"));
      report("boston-1", 5, sequence, "boston-1");
    }
    assertEquals(SegmentRole.LEADER, server("boston-1").segmentRole());
  }

  @Test
  void shouldTellALeaderWhichLeadershipItsSegmentHasForgotten() {
    String secret = token(null, 2);
    enrol(secret, "boston-1", key);
    enrol(secret, "boston-2", SigningKey.generate());
    report("boston-1", 5, 1, "boston-1");
    clock.advance(Duration.ofSeconds(16));
    for (long epoch : new long[] {1, 5}) {
      LeadershipForgotten forgotten =
          assertThrows(LeadershipForgotten.class, () -> report("boston-2", epoch, 9, "boston-2"));
      assertEquals(5, forgotten.epoch());
      assertEquals("boston-1", forgotten.leader());
    }
    assertEquals(2, ccm.tx(() -> ccm.get(Segments.class).view("boston")).staleReports());
    report("boston-2", 6, 1, "boston-2");
    assertEquals(SegmentRole.LEADER, server("boston-2").segmentRole());
  }

  @Test
  void shouldTellALeaderAtOnceThatItHasForgottenItsOwnLeadership() {
    enrol(token(null, 1), "boston-1", key);
    report("boston-1", 5, 1, "boston-1");
    assertThrows(LeadershipForgotten.class, () -> report("boston-1", 1, 2, "boston-1"));
    assertThrows(Outdated.class, () -> report("boston-1", 5, 1, "boston-1"));
  }

  @Test
  void shouldNoticeASegmentThatFellSilent() {
    enrol(token(null, 1), "boston-1", key);
    report("boston-1", 1, 1, "boston-1");
    clock.advance(Duration.ofSeconds(16));
    ccm.run(() -> ccm.get(TopologyWatch.class).look());
    assertFalse(server("boston-1").up());
    assertTrue(ccm.tx(() -> ccm.get(Segments.class).view("boston")).silent());
  }

  @Test
  void shouldKnowAServerThatReportsItself() {
    enrol(token(null, 1), "boston-1", key);
    ccm.run(() -> ccm.get(Servers.class).presence("boston-1", facts("boston-1"), "boston-1"));
    assertEquals(SegmentRole.SINGLE, server("boston-1").segmentRole());
    assertThrows(
        NotAllowed.class,
        () ->
            ccm.run(
                () -> ccm.get(Servers.class).presence("boston-1", facts("boston-1"), "boston-2")));
  }

  @Test
  void shouldForgetOnlyWhatNobodyUses() {
    enrol(token(null, 1), "boston-1", key);
    assertThrows(
        Conflict.class, () -> ccm.run(() -> ccm.get(Segments.class).remove("boston", ANN)));
    assertThrows(
        Conflict.class, () -> ccm.run(() -> ccm.get(Servers.class).remove("boston-1", ANN)));
    ccm.tx(() -> ccm.get(Servers.class).revoke("boston-1", ANN));
    ccm.run(() -> ccm.get(Servers.class).remove("boston-1", ANN));
    ccm.run(() -> ccm.get(Segments.class).remove("boston", ANN));
    assertEquals(List.of(), ccm.tx(() -> ccm.get(Segments.class).list()));
  }

  private void report(String leader, long epoch, long sequence, String... members) {
    reportAs(leader, leader, epoch, sequence, members);
  }

  private void reportAs(
      String reporter, String leader, long epoch, long sequence, String... members) {
    List<MemberFacts> facts = List.of(members).stream().map(EnrolmentTest::facts).toList();
    SegmentReport report = new SegmentReport(leader, epoch, sequence, true, "", facts, List.of());
    ccm.run(() -> ccm.get(Segments.class).report("boston", report, reporter));
  }

  private static MemberFacts facts(String name) {
    return new MemberFacts(name, null, null, 50, true, 0, 0, 0, 0, 0, null, null, null);
  }

  private ServerView server(String name) {
    return ccm.tx(() -> ccm.get(Servers.class).view(name));
  }
}
