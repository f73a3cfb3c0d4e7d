package org.contentmover.agent.leader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.ServerProgress;
import org.contentmover.gl.api.ServerState;

/**
 * How a distribution stands: every participant is listed, always (DT-8). Immutable.
 *
 * @param isFinal whether nothing more is to come
 * @param fetchedBytes of the assignment on this server
 * @param problem of the whole distribution, for an administrator; "" for none (LD-8)
 */
record DistributionState(
    boolean isFinal,
    long fetchedBytes,
    long totalBytes,
    String problem,
    List<ServerProgress> servers) {

  DistributionState {
    servers = List.copyOf(servers);
  }

  /** While this server fetches: the others wait for it. */
  static DistributionState fetching(
      String self, List<String> participants, long fetchedBytes, long totalBytes) {
    int percent = (int) (fetchedBytes * 100.0 / totalBytes);
    ServerState own = fetchedBytes < totalBytes ? ServerState.FETCHING : ServerState.RECEIVED;
    List<ServerProgress> servers = new ArrayList<>();
    for (String participant : participants) {
      servers.add(
          participant.equals(self)
              ? waiting(participant, own, percent, "")
              : waiting(participant, ServerState.PENDING, 0, ""));
    }
    return new DistributionState(false, fetchedBytes, totalBytes, "", servers);
  }

  /** Nobody gets anything from this server. */
  static DistributionState failed(
      String self,
      List<String> participants,
      long fetchedBytes,
      long totalBytes,
      String reason,
      long atMillis) {
    List<ServerProgress> servers = new ArrayList<>();
    for (String participant : participants) {
      servers.add(
          participant.equals(self)
              ? new ServerProgress(
                  self, ServerState.REPORTED, 0, Optional.of(Outcome.FAILED), reason, 0, atMillis)
              : waiting(participant, ServerState.MISSING, 0, "leader " + self + ": " + reason));
    }
    return new DistributionState(true, fetchedBytes, totalBytes, reason, servers);
  }

  /** What the segment's members answered so far. */
  static DistributionState collected(
      boolean isFinal, long totalBytes, String problem, List<ServerProgress> servers) {
    return new DistributionState(isFinal, totalBytes, totalBytes, problem, servers);
  }

  /** The result of the one server this is about. */
  static DistributionState result(String self, long totalBytes, MemberReport report) {
    ServerProgress own =
        new ServerProgress(
            self,
            ServerState.REPORTED,
            100,
            Optional.of(report.outcome()),
            report.reason(),
            report.liveVersion(),
            report.atMillis());
    return new DistributionState(true, totalBytes, totalBytes, "", List.of(own));
  }

  private static ServerProgress waiting(
      String server, ServerState state, int percent, String reason) {
    return new ServerProgress(server, state, percent, Optional.empty(), reason, 0, 0);
  }
}
