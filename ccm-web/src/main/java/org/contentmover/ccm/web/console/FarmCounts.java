package org.contentmover.ccm.web.console;

import java.util.Arrays;
import java.util.List;
import org.contentmover.ccm.topology.view.ServerCondition;
import org.contentmover.ccm.topology.view.ServerView;

/**
 * Servers by condition, without the revoked ones.
 *
 * @param stale those that show another version than was published last, or stage right now
 */
public record FarmCounts(int all, int up, int stale, int failed, int down) {
  static FarmCounts of(List<ServerView> servers) {
    int[] counts = new int[ServerCondition.values().length];
    for (ServerView server : servers) {
      if (!server.revoked()) {
        counts[server.condition().ordinal()]++;
      }
    }
    return new FarmCounts(
        Arrays.stream(counts).sum(),
        counts[ServerCondition.UP.ordinal()],
        counts[ServerCondition.STALE.ordinal()] + counts[ServerCondition.STAGING.ordinal()],
        counts[ServerCondition.FAILED.ordinal()],
        counts[ServerCondition.DOWN.ordinal()]);
  }
}
