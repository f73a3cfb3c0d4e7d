package org.contentmover.ccm.topology;

/** To which content groups servers belong, as who knows the groups tells. */
public interface ServerMemberships {
  /**
   * Called in the transaction that changes the server.
   *
   * @throws org.contentmover.ccm.problem.Conflict when it would belong to two groups of a site
   */
  void requireOneGroupOfEachSite(ServerState changed);
}
