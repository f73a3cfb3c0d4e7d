package org.contentmover.ccm.topology.view;

/** What a server was enrolled as. */
public enum ServerRole {
  /** Serves live content to users. */
  BACKEND,
  /** Relays only: a group leader on a host of its own or on the CCM's. */
  RELAY,
  /** Holds staging areas only; member of no segment, whatever place it has (CM-1). */
  STAGING
}
