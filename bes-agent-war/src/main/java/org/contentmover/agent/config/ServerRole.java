package org.contentmover.agent.config;

/** What this instance is for. */
public enum ServerRole {
  /** Serves live content and carries assignments out. */
  BACKEND,
  /** Only leads and relays, for example on the CCM's own host (EL-12); has no hosted sites. */
  RELAY
}
