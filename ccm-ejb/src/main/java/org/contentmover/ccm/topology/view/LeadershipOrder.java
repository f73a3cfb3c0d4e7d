package org.contentmover.ccm.topology.view;

/** What an administrator orders about a server's leading (EL-12). */
public enum LeadershipOrder {
  /** Nothing: what the server's own configuration says counts. */
  CONFIGURED,
  /** To lead its segment before all others; one server of a segment at most. */
  ASSIGNED,
  /** Not to lead. */
  NEVER
}
