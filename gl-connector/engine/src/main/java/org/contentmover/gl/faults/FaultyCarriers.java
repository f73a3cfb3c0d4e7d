package org.contentmover.gl.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierCounters;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.group.DatagramSink;
import org.contentmover.gl.group.ForwardingCarrier;

/** Carriers whose datagrams pass a faulty path on their way out and on their way in. */
final class FaultyCarriers implements CarrierOpener {
  private final CarrierOpener real;
  private final FaultyPath send;
  private final FaultyPath receive;

  FaultyCarriers(CarrierOpener real, FaultyPath send, FaultyPath receive) {
    this.real = real;
    this.send = send;
    this.receive = receive;
  }

  @Override
  public Carrier open(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    DelayLine line = new DelayLine(address.toString());
    return opened(line, () -> real.open(address, counters, behind(line, sink)));
  }

  @Override
  public Carrier openForFrames(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    DelayLine line = new DelayLine(address.toString());
    return opened(line, () -> real.openForFrames(address, counters, behind(line, sink)));
  }

  private DatagramSink behind(DelayLine line, DatagramSink sink) {
    return (buffer, offset, length) -> receive.send(buffer, offset, length, line, sink::onDatagram);
  }

  @Override
  public Carrier openForSending(ChannelAddress address, CarrierCounters counters)
      throws IOException {
    return opened(new DelayLine(address.toString()), () -> real.openForSending(address, counters));
  }

  private Carrier opened(DelayLine line, Opening opening) throws IOException {
    try {
      return new FaultyCarrier(opening.open(), line);
    } catch (IOException | RuntimeException e) {
      line.close();
      throw e;
    }
  }

  @FunctionalInterface
  private interface Opening {
    Carrier open() throws IOException;
  }

  private final class FaultyCarrier extends ForwardingCarrier {
    private final DelayLine line;

    FaultyCarrier(Carrier carrier, DelayLine line) {
      super(carrier);
      this.line = line;
    }

    @Override
    public void multicast(byte[] buffer, int offset, int length) {
      send.send(buffer, offset, length, line, super::multicast);
    }

    @Override
    public void unicast(InetSocketAddress to, byte[] buffer, int offset, int length) {
      send.send(buffer, offset, length, line, (b, at, n) -> super.unicast(to, b, at, n));
    }

    @Override
    public void close() {
      line.close();
      super.close();
    }
  }
}
