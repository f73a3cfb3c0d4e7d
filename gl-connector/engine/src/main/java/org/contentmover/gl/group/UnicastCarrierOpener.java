package org.contentmover.gl.group;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Opens carriers of a segment without multicast (EL-15). Its two channels, control and data, are
 * told apart by their ports: data come in one above the control port of each server.
 *
 * @param own where this server receives control messages
 * @param others where the others do
 * @param control the name under which the control channel is opened
 * @param data the name under which the data channel is opened
 */
public record UnicastCarrierOpener(
    InetSocketAddress own,
    List<InetSocketAddress> others,
    ChannelAddress control,
    ChannelAddress data)
    implements CarrierOpener {
  private static final int ONE_HOST_AWAY = 1;

  private static final DatagramSink NOBODY = (buffer, offset, length) -> {};

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
    if (address.equals(data)) {
      Carrier socket = socket(address, own.getPort() + 1, counters, sink);
      return new FanOutCarrier(socket, dataPorts(), NOBODY);
    }
    throw new IOException(
        "A segment without multicast has no channel " + address + "; its servers are listed.");
  }

  @Override
  public Carrier openForSending(ChannelAddress address, CarrierCounters counters)
      throws IOException {
    int anyPort = 0;
    return new FanOutCarrier(socket(address, anyPort, counters, NOBODY), dataPorts(), NOBODY);
  }

  private List<InetSocketAddress> dataPorts() {
    return others.stream()
        .map(other -> new InetSocketAddress(other.getAddress(), other.getPort() + 1))
        .toList();
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
