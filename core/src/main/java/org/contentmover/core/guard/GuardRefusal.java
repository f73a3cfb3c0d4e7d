package org.contentmover.core.guard;

/** Why a datagram was refused before any machine saw it; each is counted (EL-7, LD-9). */
public enum GuardRefusal {
  /** Sealed, and this server has no key: its agent has not got one yet, or it was taken away. */
  NO_KEY,
  /** Without a seal, and this server has a key: a server that is open, or a stranger. */
  PLAIN,
  /** Sealed with a key that is not, or no more, on this server's ring. */
  UNKNOWN_KEY,
  /** The seal does not fit: forged, damaged, or cut off. */
  FORGED,
  /** Had been taken already: a copy. */
  REPLAYED,
  /** Older than anything this server still keeps account of: held back, or a copy. */
  TOO_OLD,
  /** Its sender has not proven yet that it lives now; a recording of an earlier life never does. */
  UNPROVEN,
  /**
   * A proof that answers no question of this life, or a question to another life of this server.
   */
  STALE_HANDSHAKE,
  /** Of another segment that shares the multicast group. */
  OTHER_SEGMENT,
  /** Not laid out as a sealed datagram of this version. */
  MALFORMED
}
