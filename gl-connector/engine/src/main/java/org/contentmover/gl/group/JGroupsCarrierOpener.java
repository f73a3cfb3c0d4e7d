package org.contentmover.gl.group;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.stream.Collectors;
import org.jgroups.logging.LogFactory;

/**
 * Opens carriers on one network interface.
 *
 * @param interfaceAddress an address of this host
 * @param ttl routers a datagram may cross plus one; 0 keeps it on this host
 */
public record JGroupsCarrierOpener(InetAddress interfaceAddress, int ttl) implements CarrierOpener {
  static {
    // Else JGroups looks for logging libraries, and in a server finds someone else's.
    LogFactory.useJdkLogger(true);
  }

  @Override
  public Carrier open(ChannelAddress address, DatagramSink sink) throws IOException {
    if (NetworkInterface.getByInetAddress(interfaceAddress) == null) {
      throw new IOException(
          "No network interface of this host has the address "
              + interfaceAddress.getHostAddress()
              + " (multicast.interface); it has: "
              + NetworkInterface.networkInterfaces()
                  .flatMap(NetworkInterface::inetAddresses)
                  .map(InetAddress::getHostAddress)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    return JGroupsCarrier.open(address, interfaceAddress, ttl, sink);
  }
}
