package org.contentmover.agent.config;

/** What this instance is for. */
public enum ServerRole {
  /** Serves live content and carries assignments out. */
  BACKEND,
  /** Only leads and relays, for example on the CCM's own host (EL-12); has no hosted sites. */
  RELAY,
  /** Only holds staging areas (CM-1): member of no segment, without hosted sites. */
  STAGING;

  /** Whether it is a member of its segment. */
  public boolean joinsSegment() {
    return this != STAGING;
  }
}
