package org.contentmover.core.wire;

/**
 * Why a control datagram changed nothing. Peers can send anything: each reason is counted and
 * shown, none is an error of this server.
 */
public enum IgnoredReason {
  /** No header of this product and version, or a field that is missing or out of range. */
  MALFORMED,
  /** A type that this version does not know. */
  UNKNOWN_TYPE,
  /** Of another segment that shares the multicast group. */
  OTHER_SEGMENT,
  /** From another server that bears this server's name: one of the two must be renamed. */
  DUPLICATE_NAME,
  /** Of a leadership older than the one accepted here (EL-6). */
  STALE_EPOCH,
  /** The epoch is the one accepted here, the leader is another (EL-6). */
  OTHER_LEADER,
  /** Names an epoch far above all that this server knows of (EL-6). */
  EPOCH_TOO_FAR,
  /** A heartbeat numbered far above the last one of that leader (EL-1). */
  NUMBER_TOO_FAR,
  /** Contests a leadership, and its sender was not heard to lead itself (EL-5). */
  NO_RIVAL,
  /** Leads or claims, and is registered here as a server that never leads (EL-3). */
  MAY_NOT_LEAD,
  /** Registers anew with a leader that has as many members as a segment can have (EL-8). */
  SEGMENT_FULL,
  /** Meant for a leader, and this server is none. */
  NOT_LEADER,
  /** From a server that is not the leader followed here. */
  NOT_MY_LEADER,
  /** From a server in quarantine: it claims or leads and hears nobody (EL-17). */
  QUARANTINED,
  /** Nothing to do in the state in which it came. */
  NO_EFFECT
}
