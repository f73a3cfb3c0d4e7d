package org.contentmover.ccm.topology;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.audit.view.AuditEntryView;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.view.CandidateView;
import org.contentmover.ccm.topology.view.LeadershipOrder;
import org.contentmover.ccm.topology.view.LeadershipView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator orders about a segment, and what of it reaches its servers. */
class SegmentCommandTest {
  @TempDir Path directory;
  private final TestClock clock = new TestClock();
  private Ccm ccm;
  private Farm farm;

  @BeforeEach
  void start() {
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2").with("london", "london-1");
    farm.second();
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  private LeadershipView order(String server, LeadershipOrder order) {
    return ccm.tx(() -> ccm.get(SegmentCommand.class).order("boston", server, order, ANN));
  }

  private LeadershipView leadership() {
    return ccm.tx(() -> ccm.get(SegmentCommand.class).leadership("boston"));
  }

  private void move(String group, Integer port) {
    ccm.get(SegmentCommand.class).moveControlChannel("boston", group, port, ANN);
  }

  private List<LeadershipOrders.Pending> pending(String lastRepeated) {
    return ccm.tx(() -> ccm.get(LeadershipOrders.class).pending(lastRepeated));
  }

  private List<String> audited() {
    return ccm.tx(() -> ccm.get(AuditLog.class).list(PageRequest.first(2))).items().stream()
        .filter(entry -> entry.action().equals("segment.control-channel"))
        .map(AuditEntryView::detail)
        .toList();
  }

  /** What the ticker does. */
  private void tick() {
    for (var pending : pending("")) {
      String refusal =
          ccm.agents.order(pending.server(), pending.agentUrl(), pending.order()).orElse(null);
      ccm.run(() -> ccm.get(LeadershipOrders.class).told(pending, refusal));
    }
  }

  private CandidateView candidate(String server) {
    return leadership().candidates().stream()
        .filter(candidate -> candidate.server().equals(server))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldSayWhoLeadsSinceWhenWhyAndWhere() {
    LeadershipView view = leadership();
    assertEquals("boston-1", view.leader());
    assertEquals(1, view.epoch());
    assertEquals("239.192.0.1:45000", view.controlChannel());
    assertTrue(view.why().contains("highest priority"), view.why());
    var since = view.since();
    farm.seconds(3);
    assertEquals(since, leadership().since(), "the same leadership");
    farm.killLeader("boston");
    farm.seconds(3);
    assertEquals("boston-2", leadership().leader());
    assertTrue(leadership().since().isAfter(since), leadership()::toString);
  }

  @Test
  void shouldBringAnAssignmentToItsServerAndTakeItFromTheOneBefore() {
    order("boston-2", LeadershipOrder.ASSIGNED);
    assertFalse(candidate("boston-2").taken());
    tick();
    assertTrue(candidate("boston-2").taken());
    order("boston-1", LeadershipOrder.ASSIGNED);
    tick();
    tick();
    assertEquals(
        List.of("boston-2 ASSIGNED", "boston-1 ASSIGNED", "boston-2 CONFIGURED"),
        ccm.agents.orders);
    assertEquals("boston-1 is assigned to lead.", leadership().why());
  }

  @Test
  void shouldSayWhenAnAssignedServerWillLeadAndHowToHaveThatNow() {
    order("boston-2", LeadershipOrder.ASSIGNED);
    tick();
    assertEquals(
        "boston-2 is assigned to lead and will, from the next election on. boston-1 is healthy and"
            + " leads until then, unless the servers are configured with election.preemption=true."
            + " To have the election now, order that boston-1 must not lead, and once boston-2"
            + " leads, that its own configuration counts again.",
        leadership().why());
  }

  @Test
  void shouldRepeatAnOrderUntilItIsTakenAndSayWhyItIsNot() {
    ccm.agents.refusal = "Server boston-2 cannot be reached";
    order("boston-2", LeadershipOrder.NEVER);
    tick();
    assertEquals(ccm.agents.refusal, candidate("boston-2").orderProblem());
    ccm.agents.refusal = null;
    tick();
    assertEquals(List.of("boston-2 NEVER"), ccm.agents.orders);
    assertNull(candidate("boston-2").orderProblem());
  }

  @Test
  void shouldLetServersThatDoNotAnswerKeepNobodyFromItsOrder() {
    String[] names = IntStream.rangeClosed(1, 7).mapToObj(i -> "paris-" + i).toArray(String[]::new);
    farm.with("paris", names).second();
    ccm.agents.refusal = "cannot be reached";
    for (String name : List.of(names).subList(1, 7)) {
      ccm.tx(() -> ccm.get(SegmentCommand.class).order("paris", name, LeadershipOrder.NEVER, ANN));
    }
    tick();
    assertEquals(
        List.of("paris-2", "paris-3", "paris-4", "paris-5", "paris-6"), servers(pending("")));
    order("boston-2", LeadershipOrder.ASSIGNED);
    assertEquals(
        List.of("boston-2", "paris-7", "paris-2", "paris-3", "paris-4", "paris-5"),
        servers(pending("paris-6")),
        "new ones first, then whoever waited longest");
  }

  private static List<String> servers(List<LeadershipOrders.Pending> orders) {
    return orders.stream().map(LeadershipOrders.Pending::server).toList();
  }

  @Test
  void shouldRefuseOrdersThatCannotBeMeant() {
    assertThrows(NotFound.class, () -> order("boston-9", LeadershipOrder.NEVER));
    Conflict elsewhere =
        assertThrows(Conflict.class, () -> order("london-1", LeadershipOrder.ASSIGNED));
    assertTrue(elsewhere.getMessage().contains("london"), elsewhere.getMessage());
    assertThrows(Invalid.class, () -> order("boston-1", null));
    order("boston-1", LeadershipOrder.NEVER);
    assertThrows(
        Conflict.class, () -> order("boston-2", LeadershipOrder.NEVER), "nobody would be left");
  }

  @Test
  void shouldHaveTheLeaderMoveTheControlChannel() {
    move("239.192.7.7", 45_700);
    assertEquals(List.of("boston-1 in 1 to 239.192.7.7:45700"), ccm.agents.orders);
    var audited = ccm.tx(() -> ccm.get(AuditLog.class).list(PageRequest.first(1))).items().get(0);
    assertEquals("segment.control-channel", audited.action());
    assertEquals("boston", audited.subject());
  }

  @Test
  void shouldNameWhatIsWrongWithAMove() {
    for (String group : List.of("10.1.1.1", "localhost", "239.192.0.999", "")) {
      assertEquals("group", assertThrows(Invalid.class, () -> move(group, 45_700)).field());
    }
    assertEquals("port", assertThrows(Invalid.class, () -> move("239.192.7.7", 70_000)).field());
    assertEquals("port", assertThrows(Invalid.class, () -> move("239.192.7.7", null)).field());
    ccm.agents.refusal = "Server boston-1 refuses: moving already";
    Conflict refused = assertThrows(Conflict.class, () -> move("239.192.7.7", 45_700));
    assertEquals(ccm.agents.refusal, refused.getMessage());
    assertEquals(
        List.of(
            "239.192.7.7:45700: " + ccm.agents.refusal, "239.192.7.7:45700 ordered of boston-1"),
        audited(),
        "a refused order is an order");
    farm.agent("boston-1").alive = false;
    farm.agent("boston-2").alive = false;
    farm.seconds(20);
    Conflict nobody = assertThrows(Conflict.class, () -> move("239.192.7.7", 45_700));
    assertTrue(nobody.getMessage().startsWith("Nobody leads"), nobody.getMessage());
  }
}
