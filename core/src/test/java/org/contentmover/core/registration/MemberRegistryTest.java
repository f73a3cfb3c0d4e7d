package org.contentmover.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemberRegistryTest {
  private static final long MS = 1_000_000;
  private static final RegistrationConfig LAN = RegistrationConfig.lan();
  private static final ServerName LEADER = new ServerName("leader");
  private static final ServerName A = new ServerName("a");
  private static final ServerName B = new ServerName("b");
  private static final PeerAddress ADDRESS = new PeerAddress(new byte[4], 1);

  private final List<String> reports = new ArrayList<>();
  private final List<SegmentSnapshot> snapshots = new ArrayList<>();
  private int probes;
  private long nowNs = 5_000 * MS;
  private final MemberRegistry registry =
      new MemberRegistry(
          LAN,
          new MemberRegistry.Output() {
            @Override
            public void sendReport(long epoch, long number, List<ServerName> members) {
              reports.add(number + " " + members);
            }

            @Override
            public void sendProbe(PeerAddress to, long epoch) {
              probes++;
            }

            @Override
            public void segmentChanged(SegmentSnapshot snapshot) {
              snapshots.add(snapshot);
            }
          });

  @BeforeEach
  void lead() {
    registry.begin(6, leader(MemberFacts.UNKNOWN), List.of(), nowNs);
  }

  @Test
  void shouldTellAtOnceThatItLeadsItself() {
    letPass(60);
    assertEquals(1, snapshots.size());
    assertEquals(6, snapshots.get(0).epoch());
    assertEquals(1, snapshots.get(0).sequence());
    assertEquals(List.of(LEADER), snapshots.get(0).joined());
    assertEquals(List.of(LEADER), names(snapshots.get(0)));
  }

  @Test
  void shouldServeABurstOfRegistrationsWithOneReportAndRepeatItOnce() {
    for (int i = 0; i < 10; i++) {
      register("s" + i, 1, false);
      letPass(5);
    }
    letPass(300);
    assertEquals(1, reports.size(), reports.toString());
    assertTrue(reports.get(0).contains("s9"));
    letPass(3_000);
    assertEquals(2, reports.size(), "repeated until nothing new comes: " + reports);
  }

  @Test
  void shouldNotPutTheReportOffForEverWhileRegistrationsTrickleIn() {
    for (int i = 0; i < 12; i++) {
      register("s" + i, 1, false);
      letPass(50);
    }
    assertEquals(1, reports.size());
  }

  @Test
  void shouldReportAgainToWhoeverHasNotFoundItself() {
    register("a", 1, false);
    letPass(2_000);
    int before = reports.size();
    register("a", 2, true);
    letPass(1_000);
    assertEquals(before, reports.size(), "a refresh needs no report");
    register("a", 3, false);
    letPass(200);
    assertEquals(before + 1, reports.size());
  }

  @Test
  void shouldTellChangesWithARisingSequence() {
    letPass(60);
    register("a", 1, false);
    register("b", 1, false);
    letPass(60);
    SegmentSnapshot joined = snapshots.get(1);
    assertEquals(2, joined.sequence());
    assertEquals(List.of(A, B), joined.joined());
    registry.onLeave(A, nowNs);
    letPass(60);
    SegmentSnapshot left = snapshots.get(2);
    assertEquals(3, left.sequence());
    assertEquals(List.of(A), left.left());
    assertEquals(List.of(B, LEADER), names(left));
    assertEquals(List.of(), left.lost());
  }

  @Test
  void shouldGiveASnapshotNowAndThenEvenWithoutAnyChange() {
    letPass(60);
    letPass(5_100);
    assertEquals(2, snapshots.size());
  }

  @Test
  void shouldProbeASilentMemberAndThenReportItLost() {
    register("a", 1, true);
    register("b", 1, true);
    for (int second = 0; second < 4; second++) {
      register("b", 2 + second, true);
      letPass(1_000);
    }
    letPass(100);
    assertEquals(1, probes);
    letPass(1_100);
    assertEquals(2, probes);
    SegmentSnapshot last = snapshots.get(snapshots.size() - 1);
    assertEquals(List.of(A), last.lost());
    assertEquals(List.of(B, LEADER), names(last));
    register("a", 9, false);
    letPass(60);
    last = snapshots.get(snapshots.size() - 1);
    assertEquals(List.of(), last.lost());
    assertEquals(List.of(A), last.joined());
  }

  @Test
  void shouldKeepAMemberThatAnswersItsProbe() {
    register("a", 1, true);
    letPass(4_100);
    assertEquals(1, probes);
    register("a", 2, true);
    letPass(3_000);
    assertEquals(List.of(A, LEADER), names(snapshots.get(snapshots.size() - 1)));
  }

  @Test
  void shouldCallAFormerMemberLostWhenItDoesNotCome() {
    registry.begin(7, leader(MemberFacts.UNKNOWN), List.of(A, B, LEADER), nowNs);
    register("b", 1, false);
    letPass(3_900);
    assertEquals(List.of(), snapshots.get(snapshots.size() - 1).lost());
    register("b", 2, true);
    letPass(300);
    assertEquals(List.of(A), snapshots.get(snapshots.size() - 1).lost());
  }

  @Test
  void shouldPutSitesTogetherFromPartsInAnyOrder() {
    registry.onRegister(part("a", 5, 1, 3, site("two")), nowNs);
    registry.onRegister(part("a", 5, 2, 3, site("three")), nowNs);
    letPass(60);
    assertEquals(List.of(), sitesOf(A));
    registry.onRegister(part("a", 5, 0, 3, site("one")), nowNs);
    registry.onRegister(part("a", 5, 0, 3, site("one")), nowNs);
    letPass(60);
    assertEquals(List.of("one", "two", "three"), sitesOf(A));
    registry.onRegister(part("a", 4, 0, 1, site("old")), nowNs);
    letPass(60);
    assertEquals(List.of("one", "two", "three"), sitesOf(A), "overtaken by a newer one");
  }

  @Test
  void shouldNotTakeMoreSitesThanAServerCanHave() {
    SiteFacts[] many = new SiteFacts[6_000];
    Arrays.fill(many, site("x"));
    registry.onRegister(part("a", 5, 0, 2, many), nowNs);
    registry.onRegister(part("a", 5, 1, 2, many), nowNs);
    letPass(60);
    assertEquals(List.of(), sitesOf(A));
  }

  @Test
  void shouldTakeTheFactsOfAServerThatRestarted() {
    registry.onRegister(part("a", 50, 0, 1, site("before")), nowNs);
    letPass(60);
    registry.onRegister(restarted(part("a", 1, 0, 1, site("after"))), nowNs);
    letPass(60);
    assertEquals(List.of("after"), sitesOf(A));
    assertEquals(List.of(A), snapshots.get(snapshots.size() - 1).joined());
  }

  @Test
  void shouldLetMeasurementsTravelWithTheNextSnapshot() {
    register("a", 1, true);
    letPass(60);
    int before = snapshots.size();
    registry.onRegister(registration("a", 1, 2, true, factsWithFreeDisk(123)), nowNs);
    letPass(60);
    assertEquals(before, snapshots.size());
    letPass(5_000);
    Member a = snapshots.get(snapshots.size() - 1).members().get(0);
    assertEquals(123, a.facts().freeDiskBytes());
  }

  @Test
  void shouldBeSilentWhenItLeadsNoMore() {
    register("a", 1, false);
    registry.end();
    assertEquals(MemberRegistry.NO_DEADLINE, registry.nextDeadlineNs());
    letPass(10_000);
    assertEquals(List.of(), reports);
    assertEquals(List.of(), registry.memberNames());
  }

  @Test
  void shouldKeepItsMembersWhenMoreRegisterThanThereCanBe() {
    register("a", 1, false);
    for (int i = 1; i < MemberRegistry.MAX_MEMBERS; i++) {
      register("x" + i, 1, false);
    }
    Register newcomer = newcomer("z");
    assertFalse(registry.onRegister(newcomer, nowNs));
    assertTrue(registry.onRegister(restarted(newcomer("a")), nowNs));
    assertEquals(MemberRegistry.MAX_MEMBERS + 1, registry.memberNames().size());
    for (int i = 2; i < 10; i++) {
      letPass(1_000);
      register("a", i, true);
    }
    assertEquals(List.of(LEADER, A), registry.memberNames());
    assertTrue(registry.onRegister(newcomer, nowNs));
  }

  @Test
  void shouldNotKeepMoreLostNamesThanThereCanBeMembers() {
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < MemberRegistry.MAX_MEMBERS; j++) {
        register("x" + i + "-" + j, 1, false);
      }
      letPass(8_000);
    }
    SegmentSnapshot last = snapshots.get(snapshots.size() - 1);
    assertEquals(MemberRegistry.MAX_MEMBERS, last.lost().size());
  }

  private static Register newcomer(String server) {
    return registration(server, 1, 1, false, MemberFacts.UNKNOWN);
  }

  private void register(String server, long number, boolean confirmed) {
    registry.onRegister(registration(server, 1, number, confirmed, MemberFacts.UNKNOWN), nowNs);
  }

  private static Register part(
      String server, long number, int part, int parts, SiteFacts... sites) {
    return new Register(
        new ServerName(server),
        1,
        6,
        number,
        part,
        parts,
        true,
        true,
        50,
        ADDRESS,
        MemberFacts.UNKNOWN.withSites(List.of(sites)));
  }

  private static Register restarted(Register register) {
    return registration(register.server().value(), 2, register.number(), false, register.facts());
  }

  private static Register registration(
      String server, long incarnation, long number, boolean confirmed, MemberFacts facts) {
    return new Register(
        new ServerName(server), incarnation, 6, number, 0, 1, confirmed, true, 50, ADDRESS, facts);
  }

  private static Member leader(MemberFacts facts) {
    return new Member(LEADER, ADDRESS, 50, true, facts);
  }

  private static SiteFacts site(String name) {
    return new SiteFacts(new HostedSite(name), new ContentGroup("all"), 1, 0, 0, "");
  }

  private static MemberFacts factsWithFreeDisk(long bytes) {
    return new MemberFacts("", bytes, 0, MemberFacts.LOAD_UNKNOWN, 0, 0, "", "", List.of());
  }

  private List<String> sitesOf(ServerName server) {
    return snapshots.get(snapshots.size() - 1).members().stream()
        .filter(member -> member.server().equals(server))
        .flatMap(member -> member.facts().sites().stream())
        .map(site -> site.site().value())
        .collect(Collectors.toList());
  }

  private static List<ServerName> names(SegmentSnapshot snapshot) {
    return snapshot.members().stream().map(Member::server).collect(Collectors.toList());
  }

  private void letPass(long ms) {
    long untilNs = nowNs + ms * MS;
    while (registry.nextDeadlineNs() <= untilNs) {
      nowNs = Math.max(nowNs, registry.nextDeadlineNs());
      registry.onTimer(nowNs);
    }
    nowNs = untilNs;
  }
}
