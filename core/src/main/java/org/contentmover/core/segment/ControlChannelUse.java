package org.contentmover.core.segment;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which control channels a member uses.
 *
 * @param listen those it listens to; the configured one is always among them
 * @param send those to which everything it multicasts goes
 */
public record ControlChannelUse(Set<ControlChannel> listen, Set<ControlChannel> send) {
  /** Copies the sets in their order, so that a member does everything in the same order again. */
  public ControlChannelUse {
    listen = Collections.unmodifiableSet(new LinkedHashSet<>(listen));
    send = Collections.unmodifiableSet(new LinkedHashSet<>(send));
  }

  /** The configured channel alone: what every member begins with. */
  static ControlChannelUse begin() {
    Set<ControlChannel> configured = Set.of(ControlChannel.CONFIGURED);
    return new ControlChannelUse(configured, configured);
  }
}
