package org.contentmover.agent.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.segment.SegmentOrders.Refused;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.agent.testing.FakeSegment;
import org.contentmover.agent.testing.RecordedDisk;
import org.contentmover.gl.api.SegmentSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentOrdersTest {
  @TempDir Path directory;
  private final FakeSegment segment = new FakeSegment();
  private final AtomicInteger joins = new AtomicInteger();
  private LeadershipOrderFile order;
  private SegmentOrders orders;

  @BeforeEach
  void start() throws Exception {
    order = new LeadershipOrderFile(directory);
    orders =
        new SegmentOrders(
            Configurations.of(Configurations.minimal(directory)),
            segment,
            order,
            joins::incrementAndGet);
  }

  private static Fields move(String name, long epoch, String group, int port)
      throws MalformedMessage {
    return Fields.parse(
        """
        {"segment":"%s","epoch":%d,"group":"%s","port":%d}"""
            .formatted(name, epoch, group, port));
  }

  private static Fields lead(String name) throws MalformedMessage {
    return Fields.parse("{\"order\":\"" + name + "\"}");
  }

  @Test
  void shouldRememberAnOrderAboutLeadingAndJoinWithIt() throws Exception {
    assertEquals(37, order.order().preference(37), "no order: as configured");
    orders.lead(lead("ASSIGNED"));
    assertEquals(100, order.order().preference(37));
    orders.lead(lead("NEVER"));
    assertEquals(2, joins.get());
    LeadershipOrderFile afterRestart = new LeadershipOrderFile(directory);
    assertEquals(SegmentSettings.NEVER_LEADS, afterRestart.order().preference(37));
  }

  /** A rename can reach the disk before the bytes do; the file would be empty after a power cut. */
  @Test
  void shouldWaitForTheDiskBeforeAnOrderReplacesTheLastOne() throws Exception {
    List<String> steps = new ArrayList<>();
    new LeadershipOrderFile(directory, RecordedDisk.in(steps)).take(LeadershipOrder.NEVER);
    assertEquals(List.of("createFile", "sync", "rename", "sync"), steps);
    assertEquals(LeadershipOrder.NEVER, new LeadershipOrderFile(directory).order());
  }

  @Test
  void shouldRefuseAnOrderItDoesNotKnow() {
    MalformedMessage refusal =
        assertThrows(MalformedMessage.class, () -> orders.lead(lead("SOMETIMES")));
    assertTrue(refusal.getMessage().contains("SOMETIMES"), refusal.getMessage());
    assertEquals(0, joins.get());
  }

  @Test
  void shouldNameTheFileThatHoldsNoOrder() throws Exception {
    Files.writeString(directory.resolve("leadership.order"), "PERHAPS");
    IOException refusal = assertThrows(IOException.class, () -> new LeadershipOrderFile(directory));
    assertTrue(refusal.getMessage().contains("leadership.order"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("PERHAPS"), refusal.getMessage());
  }

  @Test
  void shouldMoveTheControlChannelAsTheLeaderThatIsMeant() throws Exception {
    segment.lead(7);
    orders.moveControlChannel(move("boston", 7, "239.192.9.9", 45_100));
    assertEquals(List.of("239.192.9.9:45100"), segment.moves);
  }

  @Test
  void shouldRefuseAMoveInAnotherEpochOrSegmentOrAsMember() throws Exception {
    segment.lead(7);
    for (Fields wrong :
        List.of(
            move("boston", 6, "239.192.9.9", 45_100), move("london", 7, "239.192.9.9", 45_100))) {
      assertThrows(Refused.class, () -> orders.moveControlChannel(wrong));
    }
    segment.follow("boston-2", 7);
    Refused refusal =
        assertThrows(
            Refused.class,
            () -> orders.moveControlChannel(move("boston", 7, "239.192.9.9", 45_100)));
    assertTrue(refusal.getMessage().contains("boston-2"), refusal.getMessage());
    assertEquals(2, orders.refusedOfOtherEpochs(), "another segment's is no old one");
    assertEquals(List.of(), segment.moves);
  }

  @Test
  void shouldSayWhyTheConnectorDoesNotMove() throws Exception {
    segment.lead(7);
    orders.moveControlChannel(move("boston", 7, "239.192.9.9", 45_100));
    Refused refusal =
        assertThrows(
            Refused.class,
            () -> orders.moveControlChannel(move("boston", 7, "239.192.9.8", 45_100)));
    assertEquals("moving already", refusal.getMessage());
  }
}
