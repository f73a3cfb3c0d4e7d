package org.contentmover.gl.group;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.contentmover.gl.log.ConnectorLog;
import org.jgroups.JChannel;
import org.jgroups.stack.IpAddress;

/**
 * A channel of JGroups that consists of its UDP transport alone (LD-1).
 *
 * <p>Group membership, ordering and repair are our protocols' business; JGroups brings the sockets,
 * their options on every platform, and the receiver threads.
 */
final class JGroupsCarrier implements Carrier {
  private static final long WARN_INTERVAL_NS = TimeUnit.MINUTES.toNanos(1);

  private final ChannelAddress address;
  private final DatagramTransport transport;
  private final JChannel channel;
  private final InetSocketAddress localAddress;
  private final CarrierCounters counters;
  private final AtomicLong nextWarningNs = new AtomicLong(System.nanoTime());

  private JGroupsCarrier(
      ChannelAddress address,
      DatagramTransport transport,
      JChannel channel,
      CarrierCounters counters) {
    this.address = address;
    this.transport = transport;
    this.channel = channel;
    this.counters = counters;
    IpAddress local = transport.localIpAddress();
    this.localAddress = new InetSocketAddress(local.getIpAddress(), local.getPort());
  }

  static JGroupsCarrier connect(
      ChannelAddress address, DatagramTransport transport, CarrierCounters counters)
      throws IOException {
    JChannel channel = null;
    try {
      channel = new JChannel(transport).name(address.toString());
      channel.connect(address.toString());
    } catch (Exception | OutOfMemoryError e) { // the latter where no thread can be started
      if (channel != null) {
        channel.close();
      }
      throw new IOException("Cannot open " + address + ": " + e.getMessage(), e);
    }
    transport.logOpened();
    return new JGroupsCarrier(address, transport, channel, counters);
  }

  @Override
  public void multicast(byte[] buffer, int offset, int length) {
    try {
      transport.sendToGroup(buffer, offset, length);
      sent(length);
    } catch (Exception e) {
      notSent(e);
    }
  }

  @Override
  public void unicast(InetSocketAddress to, byte[] buffer, int offset, int length) {
    try {
      transport.sendUnicast(new IpAddress(to.getAddress(), to.getPort()), buffer, offset, length);
      sent(length);
    } catch (Exception e) {
      notSent(e);
    }
  }

  private void sent(int length) {
    counters.datagramsSent.increment();
    counters.bytesSent.add(length);
  }

  private void notSent(Exception cause) {
    counters.sendFailures.increment();
    long dueNs = nextWarningNs.get();
    long nowNs = System.nanoTime();
    if (nowNs - dueNs >= 0 && nextWarningNs.compareAndSet(dueNs, nowNs + WARN_INTERVAL_NS)) {
      ConnectorLog.SEND_FAILED.log(address, cause.getMessage(), counters.sendFailures());
    }
  }

  @Override
  public InetSocketAddress localAddress() {
    return localAddress;
  }

  @Override
  public void close() {
    channel.close();
    ConnectorLog.CHANNEL_CLOSED.log(address);
  }
}
