package org.contentmover.gl.group;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.gl.log.ConnectorLog;
import org.jgroups.Address;
import org.jgroups.protocols.UDP;
import org.jgroups.stack.DiagnosticsHandler;
import org.jgroups.stack.IpAddress;

/**
 * JGroups' UDP transport, short-cut: datagrams go from the socket to the sink, on the receiver
 * thread, without becoming JGroups messages. Of one host no more than {@link SourceLimits} allow,
 * but for frames where they are expected.
 *
 * <p>What does not begin with the magic byte is counted and dropped here. It is not handed to
 * JGroups: no protocol is above this transport, so all its parser could do with strange bytes is
 * harm.
 */
final class DatagramTransport extends UDP {
  /** First byte of every datagram of the product. */
  static final byte MAGIC = (byte) DatagramHeader.MAGIC;

  /** 40 ms of a gigabit link; the kernel may give less. */
  static final int WANTED_BUFFER_BYTES = 4 * 1024 * 1024;

  private static final int TYPE_AT = 2;
  private static final long WARN_INTERVAL_NS = TimeUnit.MINUTES.toNanos(1);

  private final ChannelAddress channelAddress;
  private final DatagramSink sink;
  private final CarrierCounters counters;
  private final SourceLimits limits =
      new SourceLimits(ThreadLocalRandom.current().nextInt(), System.nanoTime());
  private final AtomicLong nextWarningNs = new AtomicLong(System.nanoTime());
  private volatile boolean framesUnlimited;

  /** Of each thread that receives, one for unicast and one for multicast. */
  private volatile ThreadLocal<Breather> breathers = ThreadLocal.withInitial(() -> new Breather(0));

  DatagramTransport(
      ChannelAddress address,
      boolean joins,
      InetAddress interfaceAddress,
      int ttl,
      DatagramSink sink,
      CarrierCounters counters) {
    this.channelAddress = address;
    this.sink = sink;
    this.counters = counters;
    setMulticastAddress(address.group());
    setMulticastPort(address.port());
    setMulticasting(joins);
    setBindAddress(interfaceAddress);
    setIpTTL(ttl);
    setMcastRecvBufSize(WANTED_BUFFER_BYTES);
    setUcastRecvBufSize(WANTED_BUFFER_BYTES);
    setUcastSendBufSize(WANTED_BUFFER_BYTES);
    setBundlerType("no-bundler");
    useVirtualThreads(false);
    // Services of message protocols, which this channel does not have: no threads for them.
    setTimeServiceInterval(0);
    setLogicalAddrCacheReaperInterval(0);
  }

  /** Receives unicast at that very port instead of any free one. */
  DatagramTransport atPort(int port) {
    setBindPort(port);
    setPortRange(0);
    return this;
  }

  /**
   * Takes any number of frames. Only on a channel made for them: the type is a byte that whoever
   * floods chooses.
   */
  DatagramTransport withUnlimitedFrames() {
    framesUnlimited = true;
    return this;
  }

  @Override
  public DiagnosticsHandler createDiagnosticsHandler() {
    return super.createDiagnosticsHandler().setEnabled(false);
  }

  @Override
  public void receive(Address sender, byte[] data, int offset, int length) {
    if (length == 0 || data[offset] != MAGIC) {
      counters.datagramsForeign.increment();
      return;
    }
    counters.datagramsReceived.increment();
    counters.bytesReceived.add(length);
    long nowNs = System.nanoTime();
    if (framesUnlimited && isFrame(data, offset, length) || limits.admits(hash(sender), nowNs)) {
      sink.onDatagram(data, offset, length);
    } else {
      counters.datagramsTooMany.increment();
      warn(sender, nowNs);
    }
    long pauseNs = breathers.get().pauseNs(nowNs, System.nanoTime());
    if (pauseNs > 0) {
      LockSupport.parkNanos(pauseNs);
    }
  }

  private static boolean isFrame(byte[] data, int offset, int length) {
    return length > TYPE_AT && (data[offset + TYPE_AT] & 0xFF) >= DatagramHeader.FIRST_DATA_TYPE;
  }

  private static int hash(Address sender) {
    return sender instanceof IpAddress address ? address.getIpAddress().hashCode() : 0;
  }

  private void warn(Address sender, long nowNs) {
    long dueNs = nextWarningNs.get();
    if (nowNs - dueNs >= 0 && nextWarningNs.compareAndSet(dueNs, nowNs + WARN_INTERVAL_NS)) {
      ConnectorLog.FLOODED.log(
          sender, SourceLimits.PER_SECOND, channelAddress, counters.datagramsTooMany());
    }
  }

  /** Sends to the group, whether this transport has joined it or not. */
  void sendToGroup(byte[] data, int offset, int length) throws Exception {
    _send(channelAddress.group(), channelAddress.port(), data, offset, length);
  }

  IpAddress localIpAddress() {
    return createLocalAddress();
  }

  /** Quietly: {@link #logOpened} says in one message what an administrator can do. */
  @Override
  protected void setBufferSize(DatagramSocket socket, int sendBytes, int receiveBytes) {
    try {
      if (sendBytes > 0) {
        socket.setSendBufferSize(sendBytes);
      }
      if (receiveBytes > 0) {
        socket.setReceiveBufferSize(receiveBytes);
      }
    } catch (SocketException e) {
      log.warn("buffer sizes of %s stay as they are: %s", channelAddress, e.getMessage());
    }
  }

  void logOpened() {
    int sendBytes = getBufferSize(sock, true);
    if (mcast_sock == null) {
      ConnectorLog.SENDING_OPENED.log(channelAddress, bind_addr.getHostAddress(), sendBytes);
      return;
    }
    int receiveBytes = getBufferSize(mcast_sock, false);
    breathers = ThreadLocal.withInitial(() -> new Breather(receiveBytes));
    ConnectorLog.CHANNEL_OPENED.log(
        channelAddress, bind_addr.getHostAddress(), receiveBytes, sendBytes);
    if (receiveBytes < WANTED_BUFFER_BYTES) {
      ConnectorLog.RECEIVE_BUFFER_SMALL.log(
          channelAddress, receiveBytes, WANTED_BUFFER_BYTES, WANTED_BUFFER_BYTES);
    }
  }
}
