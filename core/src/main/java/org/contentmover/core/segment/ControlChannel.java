package org.contentmover.core.segment;

import java.util.Objects;
import java.util.Optional;
import org.contentmover.core.ids.PeerAddress;

/**
 * A control channel of the segment.
 *
 * @param address multicast group and port; empty for the one every server is configured with
 */
public record ControlChannel(Optional<PeerAddress> address) {
  /** The channel every server is configured with, and begins on. */
  public static final ControlChannel CONFIGURED = new ControlChannel(Optional.empty());

  /** Rejects null. */
  public ControlChannel {
    Objects.requireNonNull(address, "address");
  }

  /** The channel of that multicast group and port. */
  public static ControlChannel of(PeerAddress groupAndPort) {
    return new ControlChannel(Optional.of(groupAndPort));
  }

  @Override
  public String toString() {
    return address.map(PeerAddress::toString).orElse("the configured channel");
  }
}
