package org.contentmover.gl.bare;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierCounters;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.group.DatagramSink;
import org.contentmover.gl.group.ForwardingCarrier;

/**
 * Carriers that write down what is sent, as somebody in the network could: a line {@code IP PORT
 * HEX} for each datagram, with where it went.
 *
 * @param real carry it
 * @param record takes the lines; safe for use by several threads, as print streams are
 */
record RecordedCarriers(CarrierOpener real, PrintStream record) implements CarrierOpener {

  @Override
  public Carrier open(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    return new Recorded(real.open(address, counters, sink), address);
  }

  @Override
  public Carrier openForFrames(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    return new Recorded(real.openForFrames(address, counters, sink), address);
  }

  @Override
  public Carrier openForSending(ChannelAddress address, CarrierCounters counters)
      throws IOException {
    return new Recorded(real.openForSending(address, counters), address);
  }

  private final class Recorded extends ForwardingCarrier {
    private final InetSocketAddress group;

    Recorded(Carrier carrier, ChannelAddress group) {
      super(carrier);
      this.group = new InetSocketAddress(group.group(), group.port());
    }

    private void write(InetSocketAddress to, byte[] buffer, int offset, int length) {
      String hex = HexFormat.of().formatHex(buffer, offset, offset + length);
      record.println(to.getAddress().getHostAddress() + " " + to.getPort() + " " + hex);
    }

    @Override
    public void multicast(byte[] buffer, int offset, int length) {
      write(group, buffer, offset, length);
      super.multicast(buffer, offset, length);
    }

    @Override
    public void unicast(InetSocketAddress to, byte[] buffer, int offset, int length) {
      write(to, buffer, offset, length);
      super.unicast(to, buffer, offset, length);
    }
  }
}
