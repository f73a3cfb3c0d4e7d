package org.contentmover.ccm.topology;

import java.util.Map;

/** To which content groups servers belong, as who knows the groups tells. */
public interface ServerMemberships {
  /**
   * Called in the transaction that changes the server, and before anybody else changes what it
   * belongs to.
   *
   * @param labels values by name
   * @throws org.contentmover.ccm.problem.Conflict when it would belong to two groups of a site
   */
  void requireOneGroupOfEachSite(String server, String segment, Map<String, String> labels);
}
