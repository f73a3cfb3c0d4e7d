package org.contentmover.gl.group;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.stream.Collectors;

/** The network interfaces of this host. */
final class Interfaces {
  private Interfaces() {}

  /**
   * Checks that an address is one of this host.
   *
   * @throws IOException when it is not; the message lists those that are
   */
  static void require(InetAddress address) throws IOException {
    if (NetworkInterface.getByInetAddress(address) == null) {
      throw new IOException(
          "No network interface of this host has the address "
              + address.getHostAddress()
              + " (multicast.interface, or this server's own in segment.members); it has: "
              + NetworkInterface.networkInterfaces()
                  .flatMap(NetworkInterface::inetAddresses)
                  .map(InetAddress::getHostAddress)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
  }
}
