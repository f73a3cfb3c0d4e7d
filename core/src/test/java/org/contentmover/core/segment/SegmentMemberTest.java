package org.contentmover.core.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.contentmover.core.election.ElectionConfig;
import org.contentmover.core.election.ElectionState;
import org.contentmover.core.election.LeaderAlive;
import org.contentmover.core.election.LeaderClaim;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.path.PathConfig;
import org.contentmover.core.registration.Member;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.registration.SegmentSnapshot;
import org.contentmover.core.segment.Leadership.Role;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireWriter;
import org.junit.jupiter.api.Test;

class SegmentMemberTest {
  private static final int FIRST_TYPE_OF_NOBODY = 20;
  private static final PeerAddress ADDRESS = new PeerAddress(new byte[] {10, 0, 0, 1}, 7000);

  @Test
  void shouldLeadAloneAndSaySo() {
    RecordedMember alone = new RecordedMember("a", "boston", 50).started();
    alone.letPass(1_000);
    assertEquals(Role.LEADER, alone.member.leadership().role());
    assertEquals(LeadershipFloor.of(1, new ServerName("a")), alone.floors.get(0));
    assertEquals(List.of(new ServerName("a")), alone.member.members());
    assertEquals(1, alone.snapshots.size());
    assertTrue(alone.member.multicastHeard());
  }

  @Test
  void shouldFollowTheBetterOneAndRegisterWithItsFacts() {
    RecordedMember best = new RecordedMember("b", "boston", 90).started();
    RecordedMember other = new RecordedMember("a", "boston", 50).started();
    other.member.onFacts(factsAt("http://a/"), other.nowNs);
    best.member.onFacts(factsAt("http://b/"), best.nowNs);
    RecordedMember.letPassTogether(2_000, best, other);
    Leadership seen = other.member.leadership();
    assertEquals(Role.MEMBER, seen.role());
    assertEquals(Optional.of(new ServerName("b")), seen.leader());
    assertEquals("http://b/", seen.leaderAgentUrl());
    SegmentSnapshot snapshot = best.snapshots.get(best.snapshots.size() - 1);
    Member registered = snapshot.members().get(0);
    assertEquals("http://a/", registered.facts().agentUrl());
    assertEquals(other.address, registered.address());
    assertTrue(registered.multicastHeard());
    assertEquals(best.member.members().size(), other.member.members().size());
  }

  @Test
  void shouldTellThatTheLeadersAgentIsElsewhereNow() {
    RecordedMember best = new RecordedMember("b", "boston", 90).started();
    RecordedMember other = new RecordedMember("a", "boston", 50).started();
    RecordedMember.letPassTogether(1_000, best, other);
    int before = other.leaderships.size();
    best.member.onFacts(factsAt("http://moved/"), best.nowNs);
    RecordedMember.letPassTogether(300, best, other);
    assertEquals(before + 1, other.leaderships.size());
    assertEquals("http://moved/", other.member.leadership().leaderAgentUrl());
  }

  @Test
  void shouldHandOverWhenItLeaves() {
    RecordedMember best = new RecordedMember("b", "boston", 90).started();
    RecordedMember other = new RecordedMember("a", "boston", 50).started();
    RecordedMember.letPassTogether(1_000, best, other);
    best.member.leave(best.nowNs);
    assertEquals(SegmentMember.NO_DEADLINE, best.member.nextDeadlineNs());
    assertEquals(Role.UNKNOWN, best.member.leadership().role());
    RecordedMember.letPassTogether(300, best, other);
    assertEquals(Role.LEADER, other.member.leadership().role());
    RecordedMember.letPassTogether(5_000, best, other);
    SegmentSnapshot last = other.snapshots.get(other.snapshots.size() - 1);
    assertEquals(List.of(), last.lost(), "who says good-bye is not lost");
  }

  @Test
  void shouldReportTheLeaderThatDiedAsLost() {
    RecordedMember best = new RecordedMember("b", "boston", 90).started();
    RecordedMember other = new RecordedMember("a", "boston", 50).started();
    RecordedMember.letPassTogether(1_000, best, other);
    RecordedMember.letPassTogether(6_000, other);
    SegmentSnapshot last = other.snapshots.get(other.snapshots.size() - 1);
    assertEquals(List.of(new ServerName("b")), last.lost());
  }

  @Test
  void shouldReportALeaderAsLostThatHadResignedAnEarlierTime() {
    RecordedMember best = new RecordedMember("b", "boston", 90).started();
    RecordedMember other = new RecordedMember("a", "boston", 50).started();
    RecordedMember.letPassTogether(1_000, best, other);
    best.member.onPreference(ElectionConfig.NEVER_LEADS, best.nowNs);
    RecordedMember.letPassTogether(3_000, best, other);
    assertEquals(Role.LEADER, other.member.leadership().role());
    best.member.onPreference(90, best.nowNs);
    other.member.onPreference(ElectionConfig.NEVER_LEADS, other.nowNs);
    RecordedMember.letPassTogether(3_000, best, other);
    assertEquals(Role.LEADER, best.member.leadership().role());
    other.member.onPreference(50, other.nowNs);
    RecordedMember.letPassTogether(6_000, other);
    assertEquals(Role.LEADER, other.member.leadership().role());
    SegmentSnapshot last = other.snapshots.get(other.snapshots.size() - 1);
    assertEquals(List.of(new ServerName("b")), last.lost());
  }

  /** Only who leads can give it up. */
  @Test
  void shouldReportALeaderAsLostThoughAnotherServerSaysThatItResigns() {
    RecordedMember best = new RecordedMember("b", "boston", 90).started();
    RecordedMember other = new RecordedMember("a", "boston", 50).started();
    RecordedMember third = new RecordedMember("c", "boston", 40).started();
    RecordedMember.letPassTogether(1_000, best, other, third);
    WireWriter out = begin(ControlType.RESIGN, "c");
    other.member.onDatagram(out.i64(1).finish(), other.nowNs);
    RecordedMember.letPassTogether(8_000, other);
    SegmentSnapshot last = other.snapshots.get(other.snapshots.size() - 1);
    assertEquals(List.of(new ServerName("b"), new ServerName("c")), last.lost());
  }

  @Test
  void shouldNoticeAtOnceThatAMemberLeaves() {
    RecordedMember best = new RecordedMember("b", "boston", 90).started();
    RecordedMember other = new RecordedMember("a", "boston", 50).started();
    RecordedMember.letPassTogether(1_000, best, other);
    other.member.leave(other.nowNs);
    RecordedMember.letPassTogether(100, best, other);
    SegmentSnapshot last = best.snapshots.get(best.snapshots.size() - 1);
    assertEquals(List.of(new ServerName("a")), last.left());
  }

  /** What came by the old leader's way proves nothing of the new one's. */
  @Test
  void shouldNotAnswerTheProbeOfAnEarlierLeaderToTheNextOne() {
    PathConfig jumbo = PathConfig.upTo(8_972).slower(10);
    RecordedMember old = new RecordedMember("c", 90, jumbo).started();
    RecordedMember next = new RecordedMember("b", 80, PathConfig.upTo(5_000).slower(10)).started();
    RecordedMember member = new RecordedMember("a", 50, jumbo).started();
    while (old.counter("path.probes-sent") == 0) {
      RecordedMember.letPassTogether(1, old, next, member);
    }
    long before = member.nowNs;
    old.member.leave(old.nowNs);
    while (next.member.leadership().role() != Role.LEADER) {
      RecordedMember.letPassTogether(1, old, next, member);
    }
    RecordedMember.letPassTogether(1_000, next, member);
    assertTrue(member.nowNs - before < 2_000_000_000L, "the first probe of the next is to come");
    assertEquals(0, next.counter("path.probes-sent"));
    assertEquals(0, next.counter("control.ignored.no-effect"), "no answer of the member came");
  }

  @Test
  void shouldNotMixWithAnotherSegmentOnTheSameChannel() {
    RecordedMember boston = new RecordedMember("a", "boston", 50).started();
    RecordedMember london = new RecordedMember("b", "london", 90).started();
    RecordedMember.letPassTogether(1_500, boston, london);
    assertEquals(Role.LEADER, boston.member.leadership().role());
    assertEquals(Role.LEADER, london.member.leadership().role());
    assertTrue(boston.counter("control.ignored.other-segment") > 0);
  }

  @Test
  void shouldNoticeAnotherServerWithItsName() {
    RecordedMember one = new RecordedMember("a", "boston", 50).started();
    RecordedMember twin = new RecordedMember("a", "boston", 50).started();
    RecordedMember.letPassTogether(1_000, one, twin);
    assertTrue(one.counter("control.ignored.duplicate-name") > 0);
  }

  @Test
  void shouldCountOnWhenTheCcmRemembersANewerLeadership() {
    RecordedMember alone = new RecordedMember("a", "boston", 50).started();
    alone.letPass(1_000);
    alone.member.onLeadershipTaken(LeadershipFloor.of(7, new ServerName("gone")), alone.nowNs);
    assertEquals(Role.LEADER, alone.member.leadership().role());
    assertEquals(8, alone.member.leadership().epoch());
    assertEquals(1, alone.counter("election.epochs-counted-on"));
  }

  @Test
  void shouldNotGiveWayToAServerThatIsRegisteredAsNeverLeading() {
    RecordedMember leader = new RecordedMember("a", "boston", 50).started();
    RecordedMember never = new RecordedMember("b", "boston", ElectionConfig.NEVER_LEADS).started();
    RecordedMember.letPassTogether(1_500, leader, never);
    assertEquals(2, leader.member.members().size());
    leader.member.onDatagram(alive("b", 9), leader.nowNs);
    leader.member.onDatagram(contest("b", leader.member.floor()), leader.nowNs);
    assertEquals(2, leader.counter("control.ignored.may-not-lead"));
    assertEquals(Role.LEADER, leader.member.leadership().role());
  }

  @Test
  void shouldNotGoBackToWhatAnOvertakenHeartbeatSays() {
    RecordedMember member = new RecordedMember("a", "boston", 50).started();
    long interval = 100_000_000;
    member.member.onDatagram(alive("b", 9, 3, interval, "http://moved/"), member.nowNs);
    member.member.onDatagram(alive("b", 9, 2, interval, "http://before/"), member.nowNs);
    assertEquals("http://moved/", member.member.leadership().leaderAgentUrl());
    assertEquals(1, member.leaderships.size());
  }

  @Test
  void shouldRefuseAHeartbeatThatComesOnceInAnHour() {
    RecordedMember alone = new RecordedMember("a", "boston", 50).started();
    long second = 1_000_000_000L;
    alone.member.onDatagram(alive("b", 9, 1, 3_600 * second, ""), alone.nowNs);
    assertEquals(1, alone.counter("control.ignored.malformed"));
    alone.member.onDatagram(alive("b", 9, 1, 60 * second, ""), alone.nowNs);
    assertEquals(Role.MEMBER, alone.member.leadership().role());
  }

  private static ByteBuffer alive(String server, long epoch) {
    return alive(server, epoch, 1, 100_000_000, "");
  }

  private static ByteBuffer alive(
      String server, long epoch, long number, long intervalNs, String agentUrl) {
    WireWriter out = begin(ControlType.LEADER_ALIVE, server);
    LeaderAlive alive = new LeaderAlive(new ServerName(server), epoch, 100, number, intervalNs);
    ControlChannel here = ControlChannel.CONFIGURED;
    ElectionWire.write(out, new Heartbeat(alive, ADDRESS, agentUrl, 0, List.of(), here, here));
    return out.finish();
  }

  private static ByteBuffer contest(String server, LeadershipFloor contested) {
    WireWriter out = begin(ControlType.LEADER_CLAIM, server);
    LeaderClaim claim =
        new LeaderClaim(new ServerName(server), 100, contested, LeadershipFloor.NONE);
    ElectionWire.write(out, new Claim(claim, ADDRESS));
    return out.finish();
  }

  private static WireWriter begin(int type, String server) {
    WireWriter out = new WireWriter(DatagramHeader.MAX_DATAGRAM_BYTES);
    long segment = DatagramHeader.segmentKey(RecordedMember.segment("boston"));
    new DatagramHeader(type, segment, 1, new ServerName(server)).write(out);
    return out;
  }

  @Test
  void shouldKeepTransferMessagesOfAnotherSegmentFromTheTransfer() {
    RecordedMember alone = new RecordedMember("a", "boston", 50).started();
    alone.letPass(1_000);
    WireWriter out = new WireWriter(100);
    long otherSegment = DatagramHeader.segmentKey(RecordedMember.segment("london"));
    new DatagramHeader(40, otherSegment, 1, new ServerName("x")).write(out);
    alone.member.onDatagram(out.finish(), alone.nowNs);
    assertEquals(1, alone.counter("control.ignored.other-segment"));
  }

  @Test
  void shouldCountATypeItDoesNotKnow() {
    RecordedMember alone = new RecordedMember("a", "boston", 50).started();
    WireWriter out = new WireWriter(100);
    long segment = DatagramHeader.segmentKey(RecordedMember.segment("boston"));
    new DatagramHeader(FIRST_TYPE_OF_NOBODY, segment, 1, new ServerName("x")).write(out);
    alone.member.onDatagram(out.finish(), alone.nowNs);
    assertEquals(1, alone.counter("control.ignored.unknown-type"));
  }

  @Test
  void shouldDoNothingBeforeItStartsAndAfterItLeft() {
    RecordedMember idle = new RecordedMember("a", "boston", 50);
    idle.member.onTimer(1);
    idle.member.onDatagram(ByteBuffer.wrap(new byte[] {1}), 1);
    idle.member.leave(1);
    assertEquals(SegmentMember.NO_DEADLINE, idle.member.nextDeadlineNs());
    assertTrue(idle.sent.isEmpty());
    assertFalse(idle.counter("control.ignored.malformed") > 0);
  }

  @Test
  void shouldSayNothingMoreOnceItHasLeft() {
    RecordedMember best = new RecordedMember("b", "boston", 90).started();
    RecordedMember other = new RecordedMember("a", "boston", 50).started();
    RecordedMember.letPassTogether(1_000, best, other);
    for (RecordedMember leaving : List.of(other, best)) {
      leaving.member.leave(leaving.nowNs);
      leaving.sent.clear();
      leaving.member.onFacts(factsAt("http://moved/"), leaving.nowNs);
      leaving.letPass(10_000);
      assertEquals(List.of(), leaving.sent);
    }
  }

  @Property(tries = 2_000)
  void shouldSurviveAnyDatagram(@ForAll byte[] bytes) {
    RecordedMember alone = new RecordedMember("a", "boston", 50).started();
    alone.letPass(1_000);
    alone.member.onDatagram(ByteBuffer.wrap(bytes), alone.nowNs);
    assertEquals(ElectionState.LEADER_IS_ME, alone.member.electionState());
    assertTrue(DatagramText.describe(ByteBuffer.wrap(bytes)).length() > 0);
  }

  /** Real datagrams with one byte changed reach code that random bytes do not. */
  @Property(tries = 500)
  void shouldSurviveDamagedDatagrams(
      @ForAll @IntRange(max = 500) int which,
      @ForAll @IntRange(max = 1_399) int position,
      @ForAll byte value) {
    RecordedMember best = new RecordedMember("b", "boston", 90).started();
    RecordedMember other = new RecordedMember("a", "boston", 50).started();
    RecordedMember.letPassTogether(1_000, best, other);
    List<ByteBuffer> real = which % 2 == 0 ? best.sent : other.sent;
    ByteBuffer datagram = copy(real.get(which % real.size()));
    datagram.put(position % datagram.remaining(), value);
    best.member.onDatagram(datagram.duplicate(), best.nowNs);
    other.member.onDatagram(datagram.duplicate(), other.nowNs);
    assertTrue(DatagramText.describe(datagram).length() > 0);
    RecordedMember.letPassTogether(200, best, other);
  }

  private static ByteBuffer copy(ByteBuffer datagram) {
    ByteBuffer copy = ByteBuffer.allocate(datagram.remaining());
    copy.put(datagram.duplicate());
    return copy.flip();
  }

  private static MemberFacts factsAt(String agentUrl) {
    return new MemberFacts(agentUrl, 1, 2, 300, 4, 12, "Europe/London", "rack 1", List.of());
  }
}
