package org.contentmover.gl.api;

import java.util.List;
import java.util.UUID;

/**
 * How a distribution stands, cumulative: every participant is listed, always (DT-8).
 *
 * @param assignmentId which assignment
 * @param epoch of the leader that collected
 * @param sequence grows with every collection of the same assignment and epoch
 * @param isFinal whether nothing more is expected from anybody
 * @param problem what an administrator must know, for example that fewer servers than the quorum
 *     have it; "" while there is hope and when all is well (LD-8)
 * @param servers one entry for each participant
 */
public record CollectedReports(
    UUID assignmentId,
    long epoch,
    long sequence,
    boolean isFinal,
    String problem,
    List<ServerProgress> servers) {
  /** Copies the list. */
  public CollectedReports {
    Checks.present("assignmentId", assignmentId);
    Checks.present("problem", problem);
    servers = List.copyOf(servers);
  }
}
