package org.contentmover.ccm.distribution;

import java.util.Map;

/**
 * Which servers a run works with right now, so that nobody synchronizes them meanwhile; answered by
 * the runs.
 */
public interface BusyServers {
  /**
   * Servers that are about to stage, commit or abort a version of a site, or do: by site and name,
   * with the run and its state in words.
   */
  Map<String, Map<String, String>> bySite();
}
