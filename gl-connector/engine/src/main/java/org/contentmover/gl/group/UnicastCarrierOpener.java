package org.contentmover.gl.group;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Opens the control channel of a segment without multicast (EL-15); it has no data channel, because
 * content is fetched.
 *
 * @param own where this server receives control messages
 * @param others where the others do
 * @param control the name under which the control channel is opened
 */
public record UnicastCarrierOpener(
    InetSocketAddress own, List<InetSocketAddress> others, ChannelAddress control)
    implements CarrierOpener {
  private static final int ONE_HOST_AWAY = 1;

  /** Copies the list. */
  public UnicastCarrierOpener {
    others = List.copyOf(others);
  }

  @Override
  public Carrier open(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    if (address.equals(control)) {
      return new FanOutCarrier(socket(address, own.getPort(), counters, sink), others, sink);
    }
    throw new IOException(
        "A segment without multicast has no channel " + address + "; its servers are listed.");
  }

  @Override
  public Carrier openForFrames(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    throw new IOException("A segment without multicast takes no frames of channel " + address);
  }

  @Override
  public Carrier openForSending(ChannelAddress address, CarrierCounters counters)
      throws IOException {
    throw new IOException("A segment without multicast sends no frames to channel " + address);
  }

  private Carrier socket(
      ChannelAddress address, int port, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    Interfaces.require(own.getAddress());
    DatagramTransport transport =
        new DatagramTransport(address, false, own.getAddress(), ONE_HOST_AWAY, sink, counters);
    return JGroupsCarrier.connect(address, transport.atPort(port), counters);
  }
}
