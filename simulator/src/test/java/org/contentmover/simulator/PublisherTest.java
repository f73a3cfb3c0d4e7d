package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.mctp.CollectedReports;
import org.contentmover.core.mctp.ServerProgress;
import org.contentmover.core.mctp.ServerState;
import org.junit.jupiter.api.Test;

/** What the publisher says about a transfer that breaks its promises. */
class PublisherTest {
  private static final int SIZE_BYTES = 1_000;

  private final SimulatedSegment segment =
      new SimulatedSegment(
          SimulatedSegment.lanOfEquals(3),
          NetworkConditions.GOOD,
          1,
          Trace.off(),
          MemberFactory.real());
  private final Publisher publisher = segment.publisher();
  private final AssignmentId assignment = publisher.publish(SIZE_BYTES);

  @Test
  void shouldCatchAReportThatForgetsAServer() {
    List<ServerProgress> two = all(ServerState.PENDING, "").subList(0, 2);
    assertBroken("lists", () -> publisher.onReports(segment.server(0), reports(1, false, two)));
  }

  @Test
  void shouldCatchAServerThatReportsWithoutHavingAnything() {
    List<ServerProgress> reported = all(ServerState.REPORTED, "");
    assertBroken(
        "has nothing", () -> publisher.onReports(segment.server(0), reports(1, false, reported)));
  }

  @Test
  void shouldCatchASequenceThatDoesNotRise() {
    List<ServerProgress> pending = all(ServerState.PENDING, "");
    publisher.onReports(segment.server(0), reports(2, false, pending));
    assertBroken(
        "sequence", () -> publisher.onReports(segment.server(0), reports(2, false, pending)));
  }

  @Test
  void shouldCatchOtherBytes() {
    assertBroken(
        "other bytes",
        () -> publisher.onReceived(segment.server(0), assignment, new byte[SIZE_BYTES]));
  }

  @Test
  void shouldCatchAnEndThatLeavesSomebodyPending() {
    segment.servers().forEach(SimulatedServer::start);
    segment.time().runUntil(1_000_000_000L);
    SimulatedServer leader = segment.commonLeader().orElseThrow();
    CollectedReports end =
        new CollectedReports(
            assignment,
            leader.leadership().epoch(),
            1_000_000,
            true,
            "",
            all(ServerState.PENDING, "asleep"));
    publisher.onReports(leader, end);
    assertBroken("leaves", publisher::assertEverybodyNamed);
  }

  private static void assertBroken(String expected, Runnable action) {
    InvariantViolation violation = assertThrows(InvariantViolation.class, action::run);
    assertTrue(violation.getMessage().contains(expected), violation.getMessage());
  }

  private List<ServerProgress> all(ServerState state, String reason) {
    List<ServerProgress> servers = new ArrayList<>();
    for (SimulatedServer server : segment.servers()) {
      servers.add(new ServerProgress(server.name(), state, 0, Optional.empty(), reason));
    }
    return servers;
  }

  private CollectedReports reports(long sequence, boolean isFinal, List<ServerProgress> servers) {
    return new CollectedReports(assignment, 1, sequence, isFinal, "", servers);
  }
}
