package org.contentmover.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

class MemberRegistrationTest {
  private static final long MS = 1_000_000;
  private static final ServerName SELF = new ServerName("m");
  private static final ServerName OTHER = new ServerName("a");
  private static final RegistrationConfig LAN = RegistrationConfig.lan();

  private final List<String> sent = new ArrayList<>();
  private final MemberRegistration registration =
      new MemberRegistration(
          SELF,
          LAN,
          new SplittableRandom(4),
          (number, confirmed) -> sent.add(number + (confirmed ? " refresh" : " register")));
  private long nowNs = 5_000 * MS;

  @Test
  void shouldRegisterAtARandomTimeAfterANewLeader() {
    registration.onLeader(nowNs);
    assertTrue(registration.nextDeadlineNs() - nowNs < LAN.registerSpreadNs());
    passDeadline();
    assertEquals(List.of("1 register"), sent);
  }

  @Test
  void shouldRegisterAgainWhenTheReportDoesNotNameIt() {
    registered();
    report(1, 0, 1, OTHER);
    assertFalse(registration.confirmed());
    assertTrue(registration.nextDeadlineNs() - nowNs <= LAN.retrySpreadNs());
    passDeadline();
    assertEquals(List.of("1 register", "2 register"), sent);
  }

  @Test
  void shouldRegisterAgainWhenNoReportComes() {
    registered();
    assertTrue(registration.nextDeadlineNs() - nowNs >= LAN.confirmTimeoutNs());
    passDeadline();
    passDeadline();
    assertEquals(List.of("1 register", "2 register", "3 register"), sent);
  }

  @Test
  void shouldOnlyRefreshOnceTheReportNamesIt() {
    registered();
    report(1, 0, 1, OTHER, SELF);
    assertTrue(registration.confirmed());
    assertEquals(List.of(OTHER, SELF), registration.reportedMembers());
    long waitNs = registration.nextDeadlineNs() - nowNs;
    assertTrue(waitNs > LAN.refreshIntervalNs() * 9 / 10 && waitNs <= LAN.refreshIntervalNs());
    passDeadline();
    assertEquals(List.of("1 register", "2 refresh"), sent);
  }

  @Test
  void shouldBeConfirmedByTheOnePartThatNamesItAndMissOnlyInAWholeReport() {
    registered();
    report(1, 2, 3, OTHER);
    report(1, 0, 3, OTHER);
    assertEquals(List.of(), registration.reportedMembers());
    report(1, 0, 3, OTHER);
    assertEquals(List.of(), registration.reportedMembers(), "a copy completes nothing");
    report(1, 1, 3, SELF);
    assertTrue(registration.confirmed());
    assertEquals(3, registration.reportedMembers().size());
  }

  @Test
  void shouldForgetPartsOfAnOlderReport() {
    registered();
    report(2, 0, 2, SELF);
    report(1, 1, 2, OTHER);
    assertEquals(List.of(), registration.reportedMembers());
    report(3, 0, 1, SELF, OTHER);
    assertEquals(List.of(SELF, OTHER), registration.reportedMembers());
  }

  @Test
  void shouldAskForTheReportItMissed() {
    registered();
    report(1, 0, 1, SELF);
    registration.onReportAnnounced(1, nowNs);
    assertTrue(registration.confirmed());
    registration.onReportAnnounced(2, nowNs);
    assertFalse(registration.confirmed());
    passDeadline();
    assertEquals(List.of("1 register", "2 register"), sent);
    report(3, 0, 1, SELF, OTHER);
    assertTrue(registration.confirmed());
  }

  @Test
  void shouldNotAskForAReportThatWasOnlyOvertaken() {
    registered();
    report(1, 0, 1, SELF);
    registration.onReportAnnounced(2, nowNs);
    report(2, 0, 1, SELF, OTHER);
    assertTrue(registration.confirmed());
    passDeadline();
    assertEquals(List.of("1 register", "2 refresh"), sent);
  }

  @Test
  void shouldStartAnewWithAnotherLeader() {
    registered();
    report(7, 0, 1, SELF);
    registration.onLeader(nowNs);
    assertFalse(registration.confirmed());
    report(1, 0, 1, SELF);
    assertTrue(registration.confirmed(), "another leader counts its reports from 1");
  }

  @Test
  void shouldBeSilentWithoutALeader() {
    registered();
    registration.onNoLeader();
    assertEquals(MemberRegistration.NO_DEADLINE, registration.nextDeadlineNs());
    registration.refreshNow(nowNs);
    report(1, 0, 1, SELF);
    assertEquals(List.of("1 register"), sent);
    assertFalse(registration.confirmed());
  }

  @Test
  void shouldKeepNoLongerListThanASegmentCanHaveMembers() {
    registered();
    for (int part = 0; part < 30; part++) {
      ServerName[] names = new ServerName[100];
      for (int i = 0; i < names.length; i++) {
        names[i] = new ServerName("x" + part + "-" + i);
      }
      report(1, part, 30, names);
    }
    assertEquals(List.of(), registration.reportedMembers());
    report(2, 0, 1, SELF);
    assertEquals(List.of(SELF), registration.reportedMembers());
  }

  private void registered() {
    registration.onLeader(nowNs);
    passDeadline();
  }

  private void passDeadline() {
    nowNs = registration.nextDeadlineNs();
    registration.onTimer(nowNs);
  }

  private void report(long number, int part, int parts, ServerName... members) {
    registration.onReport(new RegistrationReport(1, number, part, parts, List.of(members)), nowNs);
  }
}
