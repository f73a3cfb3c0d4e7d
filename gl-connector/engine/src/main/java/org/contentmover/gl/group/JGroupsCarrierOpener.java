package org.contentmover.gl.group;

import java.io.IOException;
import java.net.InetAddress;
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
  public Carrier open(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    return connect(address, transport(address, true, counters, sink), counters);
  }

  @Override
  public Carrier openForFrames(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    return connect(
        address, transport(address, true, counters, sink).withUnlimitedFrames(), counters);
  }

  @Override
  public Carrier openForSending(ChannelAddress address, CarrierCounters counters)
      throws IOException {
    return connect(
        address, transport(address, false, counters, (buffer, offset, length) -> {}), counters);
  }

  private DatagramTransport transport(
      ChannelAddress address, boolean joins, CarrierCounters counters, DatagramSink sink) {
    return new DatagramTransport(address, joins, interfaceAddress, ttl, sink, counters);
  }

  private Carrier connect(
      ChannelAddress address, DatagramTransport transport, CarrierCounters counters)
      throws IOException {
    Interfaces.require(interfaceAddress);
    return JGroupsCarrier.connect(address, transport, counters);
  }
}
