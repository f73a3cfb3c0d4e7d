package org.contentmover.gl.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.gl.group.ChannelAddress;

/** Addresses as the machines know them and as sockets know them. Looks nothing up. */
final class Addresses {
  private Addresses() {}

  static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("\"" + literal + "\" is no IP address", e);
    }
  }

  static PeerAddress peer(InetSocketAddress address) {
    return new PeerAddress(address.getAddress().getAddress(), address.getPort());
  }

  static PeerAddress peer(ChannelAddress address) {
    return new PeerAddress(address.group().getAddress(), address.port());
  }

  static InetSocketAddress socket(PeerAddress address) {
    return new InetSocketAddress(inet(address), address.port());
  }

  /**
   * A multicast group.
   *
   * @throws IllegalArgumentException when a peer named an address that is not multicast
   */
  static ChannelAddress channel(PeerAddress address) {
    return new ChannelAddress(inet(address), address.port());
  }

  private static InetAddress inet(PeerAddress address) {
    try {
      return InetAddress.getByAddress(address.ip());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are always an address", e);
    }
  }
}
