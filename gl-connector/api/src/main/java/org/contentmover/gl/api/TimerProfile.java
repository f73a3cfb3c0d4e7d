package org.contentmover.gl.api;

/** A consistent set of time limits for everything that has no key of its own. */
public enum TimerProfile {
  /** A switched local network and servers that get their CPU: a new leader within a second. */
  LAN,
  /** Servers starved of CPU or a lossy network: five times slower than {@link #LAN}. */
  SLOW,
  /** The values of the source: leader alive every 5 s, dead after 10 s (LD-13). */
  SOURCE
}
