package org.contentmover.ccm.topology.view;

/** What a server was enrolled as. */
public enum ServerRole {
  /** Serves live content to users. */
  BACKEND,
  /** Relays only: a group leader on a host of its own or on the CCM's. */
  RELAY
}
