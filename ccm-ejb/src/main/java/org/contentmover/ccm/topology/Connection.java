package org.contentmover.ccm.topology;

/** How the CCM hears of a server. */
enum Connection {
  /** Enrolled, and never heard of. */
  NONE,
  /** A member in its leader's last report. */
  MEMBER,
  /** Reports itself, because it hears no multicast (EL-15). */
  SINGLE,
  /** Lost, left, or silent. */
  DOWN;

  boolean isUp() {
    return this == MEMBER || this == SINGLE;
  }
}
