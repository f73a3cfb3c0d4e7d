package org.contentmover.gl.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierCounters;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.group.DatagramSink;
import org.contentmover.gl.group.ForwardingCarrier;
import org.contentmover.gl.group.JGroupsCarrierOpener;

/** Real carriers on loopback, with a copy of the first datagrams of each type that are sent. */
public final class TappedCarriers implements CarrierOpener {
  private static final int TYPE_AT = 2;
  private static final int KEPT_OF_EACH_TYPE = 100;

  private final CarrierOpener real = new JGroupsCarrierOpener(InetAddress.getLoopbackAddress(), 0);
  private final List<byte[]> sent = new CopyOnWriteArrayList<>();
  private final List<InetSocketAddress> addresses = new CopyOnWriteArrayList<>();

  /** Copies of what was sent, in that order. */
  public List<byte[]> sent() {
    return sent;
  }

  /** Copies of the datagrams of one type. */
  public List<byte[]> sent(int type) {
    return sent.stream().filter(datagram -> type(datagram) == type).toList();
  }

  /** Where the opened carriers receive unicast datagrams. */
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** The type byte of a datagram. */
  public static int type(byte[] datagram) {
    return datagram[TYPE_AT] & 0xFF;
  }

  @Override
  public Carrier open(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    return tapped(real.open(address, counters, sink));
  }

  @Override
  public Carrier openForFrames(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException {
    return tapped(real.openForFrames(address, counters, sink));
  }

  private Carrier tapped(Carrier opened) {
    addresses.add(opened.localAddress());
    return new Tapped(opened);
  }

  @Override
  public Carrier openForSending(ChannelAddress address, CarrierCounters counters)
      throws IOException {
    return new Tapped(real.openForSending(address, counters));
  }

  private void keep(byte[] buffer, int offset, int length) {
    byte[] copy = Arrays.copyOfRange(buffer, offset, offset + length);
    if (sent(type(copy)).size() < KEPT_OF_EACH_TYPE) {
      sent.add(copy);
    }
  }

  private final class Tapped extends ForwardingCarrier {
    Tapped(Carrier carrier) {
      super(carrier);
    }

    @Override
    public void multicast(byte[] buffer, int offset, int length) {
      keep(buffer, offset, length);
      super.multicast(buffer, offset, length);
    }

    @Override
    public void unicast(InetSocketAddress to, byte[] buffer, int offset, int length) {
      keep(buffer, offset, length);
      super.unicast(to, buffer, offset, length);
    }
  }
}
