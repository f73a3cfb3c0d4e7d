package org.contentmover.core.mctp.wire;

/**
 * Why a transfer's datagram changed nothing. Peers can send anything; each reason is counted and
 * shown, none is an error of this server.
 */
public enum TransferIgnored {
  /** Shorter than its own header. */
  TOO_SHORT,
  /** Does not start with the product's magic byte. */
  NOT_OURS,
  /** Another wire version. */
  WRONG_VERSION,
  /** A type code that this version does not know. */
  UNKNOWN_TYPE,
  /** A field has a value it cannot have, or bytes are left over. */
  MALFORMED,
  /** Authenticated, and this server has no segment key to check it. */
  NO_KEY,
  /** Of a leadership that a newer one has replaced (EL-6). */
  STALE_EPOCH,
  /** Speaks for a leadership that this server does not follow. */
  NOT_MY_LEADER,
  /** Meant for a leader, and this server is none. */
  NOT_LEADER,
  /** Of a session or assignment that this server takes no part in. */
  UNKNOWN_SESSION,
  /** From a server that the session does not list. */
  NOT_PARTICIPANT,
  /** A frame number at or beyond the announced size. */
  BEYOND_SIZE,
  /** A payload that has not the length its frame number demands. */
  WRONG_LENGTH,
  /** A frame that this server has already. */
  DUPLICATE,
  /** A frame that could not be written, because the disk is behind: it will be asked for again. */
  DISK_BEHIND,
  /** A parity frame, or an assignment, for which there is no room now: it comes again. */
  NO_ROOM,
  /** Contradicts what was announced before. */
  CONTRADICTION,
  /** Comes too late or too early for the state of the session. */
  WRONG_STATE,
  /** Of a server that says more than the leader reads of one server; not read. */
  TOO_MANY,
  /** Comes back from this server itself: multicast loops. */
  OWN_ECHO
}
