package org.contentmover.ccm.distribution;

import java.util.Map;
import java.util.Set;

/**
 * Which servers a run works with right now, so that nobody synchronizes them meanwhile; answered by
 * the runs.
 */
public interface BusyServers {
  /** Names of servers that are about to stage, commit or abort a version of a site, or do. */
  Map<String, Set<String>> bySite();
}
