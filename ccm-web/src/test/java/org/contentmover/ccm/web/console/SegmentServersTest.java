package org.contentmover.ccm.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.contentmover.ccm.topology.view.ServerCondition;
import org.contentmover.ccm.topology.view.ServerView;
import org.junit.jupiter.api.Test;

class SegmentServersTest {
  @Test
  void shouldGroupServersBySegmentTheLeaderFirst() {
    List<SegmentServers> segments =
        SegmentServers.of(
            List.of(Farm.segment("boston", true, false), Farm.segment("london", true, false)),
            List.of(
                Farm.server("boston-0", ServerCondition.UP),
                Farm.server("boston-1", ServerCondition.STALE),
                Farm.server("london-2", ServerCondition.DOWN),
                Farm.server("boston-2", ServerCondition.STAGING),
                Farm.server("boston-3", ServerCondition.DOWN, true)));

    assertEquals(
        List.of("boston-1", "boston-0", "boston-2", "boston-3"),
        segments.get(0).servers().stream().map(ServerView::name).toList());
    assertEquals(new FarmCounts(3, 1, 2, 0, 0), segments.get(0).counts());
    assertEquals(new FarmCounts(1, 0, 0, 0, 1), segments.get(1).counts());
  }
}
