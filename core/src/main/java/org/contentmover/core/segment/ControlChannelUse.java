package org.contentmover.core.segment;

import java.util.Set;

/**
 * Which control channels a member uses.
 *
 * @param listen those it listens to; the configured one is always among them
 * @param send those to which everything it multicasts goes
 */
public record ControlChannelUse(Set<ControlChannel> listen, Set<ControlChannel> send) {
  /** Copies the sets. */
  public ControlChannelUse {
    listen = Set.copyOf(listen);
    send = Set.copyOf(send);
  }

  /** The configured channel alone: what every member begins with. */
  static ControlChannelUse begin() {
    Set<ControlChannel> configured = Set.of(ControlChannel.CONFIGURED);
    return new ControlChannelUse(configured, configured);
  }
}
