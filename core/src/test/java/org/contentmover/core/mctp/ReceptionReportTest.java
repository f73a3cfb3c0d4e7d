package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.mctp.wire.Outcome;
import org.contentmover.core.mctp.wire.ReportAck;
import org.contentmover.core.mctp.wire.Request;
import org.junit.jupiter.api.Test;

/** How a participant's result reaches whoever leads (LD-7). */
class ReceptionReportTest extends ReceptionFixture {

  @Test
  void shouldReportUntilTheLeaderAcknowledges() {
    endpoint.report(new MemberReport(ID, Outcome.STAGED, "", 1, 2, 3), now);
    assertEquals(List.of("10.0.0.1:7800: REPORT STAGED"), afterMs(0));
    assertEquals(List.of("10.0.0.1:7800: REPORT STAGED"), afterMs(250));
    assertEquals(List.of(), afterMs(499));
    assertEquals(List.of("10.0.0.1:7800: REPORT STAGED"), afterMs(1));
    hear(new ReportAck(ID, 7, 1));
    assertEquals(List.of(), afterMs(60_000));
  }

  @Test
  void shouldReportAgainToALeaderThatAnnouncesOrAsks() {
    endpoint.report(new MemberReport(ID, Outcome.STAGED, "", 1, 2, 3), now);
    afterMs(0);
    hear(new ReportAck(ID, 7, 1));
    hear(new Request(ID, 7, Request.Kind.REPORT, 1, 10, List.of(SELF)));
    assertEquals(List.of("10.0.0.1:7800: REPORT STAGED"), afterMs(10));
    hear(new ReportAck(ID, 7, 1));
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    assertEquals(List.of(), afterMs(2_000));
    hear(announce(8));
    output.take();
    assertTrue(afterMs(10).contains("10.0.0.2:7800: REPORT STAGED"));
  }

  @Test
  void shouldReportToTheNextLeaderWhatTheLastOneDidNotAcknowledge() {
    endpoint.report(new MemberReport(ID, Outcome.STAGED, "", 1, 2, 3), now);
    afterMs(0);
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    assertEquals(List.of("10.0.0.2:7800: REPORT STAGED"), afterMs(1_000));
  }

  @Test
  void shouldTellItsStatusWhenAskedForAReportItDoesNotHave() {
    receiving();
    hear(new Request(ID, 7, Request.Kind.REPORT, 1, 10, List.of(SELF)));
    assertTrue(afterMs(10).get(0).contains("STATUS pass 1 RECEIVING"));
  }
}
