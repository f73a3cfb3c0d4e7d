package org.contentmover.gl.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierCounters;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.group.DatagramSink;
import org.contentmover.gl.group.ForwardingCarrier;
import org.contentmover.gl.group.JGroupsCarrierOpener;

/**
 * Real carriers on loopback with a gate for each direction, as a cable that can be cut: what a
 * server says while it is cut off, only the server itself hears.
 */
public final class GatedCarriers implements CarrierOpener {
  private final CarrierOpener real = new JGroupsCarrierOpener(InetAddress.getLoopbackAddress(), 0);
  private volatile boolean sends = true;
  private volatile boolean receives = true;

  /** Whether what this server sends reaches the others, and the reverse. */
  public void open(boolean toOthers, boolean fromOthers) {
    sends = toOthers;
    receives = fromOthers;
  }

  @Override
  public Carrier open(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    return new Gated(real.open(address, counters, gated(sink)), sink);
  }

  @Override
  public Carrier openForFrames(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    return new Gated(real.openForFrames(address, counters, gated(sink)), sink);
  }

  private DatagramSink gated(DatagramSink sink) {
    return (buffer, offset, length) -> {
      if (receives) {
        sink.onDatagram(buffer, offset, length);
      }
    };
  }

  @Override
  public Carrier openForSending(ChannelAddress address, CarrierCounters counters)
      throws IOException {
    return new Gated(real.openForSending(address, counters), (buffer, offset, length) -> {});
  }

  private final class Gated extends ForwardingCarrier {
    private final DatagramSink own;

    Gated(Carrier carrier, DatagramSink own) {
      super(carrier);
      this.own = own;
    }

    @Override
    public void multicast(byte[] buffer, int offset, int length) {
      if (sends) {
        super.multicast(buffer, offset, length);
      }
      if (!sends || !receives) {
        // A host hears its own multicast whatever the cable is like.
        own.onDatagram(buffer, offset, length);
      }
    }

    @Override
    public void unicast(InetSocketAddress to, byte[] buffer, int offset, int length) {
      if (sends) {
        super.unicast(to, buffer, offset, length);
      }
    }
  }
}
