package org.contentmover.ccm.topology.view;

/** Where a server has its segment keys from. */
public enum KeySourceKind {
  /** Handed out by the CCM. */
  CCM,
  /** An administrator's file on the server, which the CCM's keys do not replace. */
  FILE
}
