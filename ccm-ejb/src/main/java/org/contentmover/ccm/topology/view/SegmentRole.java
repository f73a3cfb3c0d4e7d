package org.contentmover.ccm.topology.view;

/** What a server is in its segment at present. */
public enum SegmentRole {
  LEADER,
  MEMBER,
  /** Hears no multicast and is served by unicast (EL-15). */
  SINGLE,
  UNKNOWN
}
