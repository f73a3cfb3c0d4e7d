package org.contentmover.ccm.topology.view;

/** How a server's live version of a site relates to the shadow. */
public enum Freshness {
  CURRENT,
  STALE,
  CATCHING_UP,
  /** In a content group and never reported. */
  UNKNOWN
}
