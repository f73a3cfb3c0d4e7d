package org.contentmover.core.mctp;

import java.util.List;
import org.contentmover.core.ids.AssignmentId;

/**
 * How a distribution stands, cumulative: every participant is listed, always (DT-8).
 *
 * @param assignment which assignment
 * @param epoch of the leader that collected
 * @param sequence grows with every collection of the same assignment and epoch
 * @param isFinal whether nothing more is expected from anybody
 * @param problem what an administrator must know: fewer servers than the quorum have it; "" while
 *     there is hope, and when all is well (LD-8)
 * @param servers one entry for each participant, in the order's order
 */
public record CollectedReports(
    AssignmentId assignment,
    long epoch,
    long sequence,
    boolean isFinal,
    String problem,
    List<ServerProgress> servers) {
  /** Copies the list. */
  public CollectedReports {
    servers = List.copyOf(servers);
  }
}
