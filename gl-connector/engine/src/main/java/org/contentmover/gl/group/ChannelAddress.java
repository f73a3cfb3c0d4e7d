package org.contentmover.gl.group;

import java.net.InetAddress;

/**
 * A multicast group and port.
 *
 * @param group multicast address
 * @param port UDP port
 */
public record ChannelAddress(InetAddress group, int port) {
  /** Rejects an address that is not multicast. */
  public ChannelAddress {
    if (!group.isMulticastAddress() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          group.getHostAddress() + ":" + port + " is not a multicast address and port");
    }
  }

  @Override
  public String toString() {
    return group.getHostAddress() + ":" + port;
  }
}
