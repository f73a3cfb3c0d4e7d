package org.contentmover.gl.api;

/** What this server is in its segment, as far as it knows now (EL-2). */
public enum Role {
  /** This server leads the segment. */
  LEADER,
  /** Another server leads, and this one follows it. */
  MEMBER,
  /** No leader is known: an election is going on, or this server has not joined. */
  UNKNOWN
}
