package org.contentmover.ccm.topology;

import java.util.List;
import java.util.Map;
import org.contentmover.ccm.topology.view.ServerSiteView;

/**
 * What the other capabilities say of servers for people to see: which versions they should show,
 * and what is being done about it.
 */
public interface ServerStandings {
  /** Standings of the given servers by name. */
  Map<String, Standing> of(List<ServerState> servers, Map<String, List<ReportedSite>> reported);

  /**
   * One server's standing.
   *
   * @param busy takes part in a run, or catches up
   * @param failed its part in the last run or its last attempt to catch up failed
   */
  record Standing(boolean inGroup, boolean busy, boolean failed, List<ServerSiteView> sites) {}

  /**
   * What a server last reported of one site, {@code liveVersion} corrected by what it confirmed.
   */
  record ReportedSite(
      String site,
      String group,
      long liveVersion,
      long stagedVersion,
      long backupVersion,
      String problem) {}
}
