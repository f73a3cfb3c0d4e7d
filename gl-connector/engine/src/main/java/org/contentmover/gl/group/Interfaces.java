package org.contentmover.gl.group;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.stream.Collectors;

/** The network interfaces of this host. */
public final class Interfaces {
  private static final int UDP_HEADER = 8;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;

  /** Largest MTU worth using: loopback has more, and loses more with every datagram lost. */
  private static final int JUMBO_BYTES = 9_000;

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

  /**
   * What the interface with this address takes in one piece, headers of IP and UDP taken off.
   *
   * @throws IOException when there is no such interface, or it does not tell
   */
  public static int datagramBytes(InetAddress address) throws IOException {
    require(address);
    int mtu = NetworkInterface.getByInetAddress(address).getMTU();
    int headerBytes = UDP_HEADER + (address.getAddress().length == 4 ? IPV4_HEADER : IPV6_HEADER);
    return Math.min(JUMBO_BYTES, mtu) - headerBytes;
  }
}
