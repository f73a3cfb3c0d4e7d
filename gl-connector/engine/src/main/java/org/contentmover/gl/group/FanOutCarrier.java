package org.contentmover.gl.group;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * A group without multicast: what is for all goes to each by unicast, and straight back to this
 * server, as the echo of a multicast does (EL-15).
 */
final class FanOutCarrier extends ForwardingCarrier {
  private final List<InetSocketAddress> others;
  private final DatagramSink echo;

  /**
   * A group of this server and others.
   *
   * @param socket sends and receives unicast
   * @param others where the others receive
   * @param echo takes what this server sends to all
   */
  FanOutCarrier(Carrier socket, List<InetSocketAddress> others, DatagramSink echo) {
    super(socket);
    this.others = List.copyOf(others);
    this.echo = echo;
  }

  @Override
  public void multicast(byte[] buffer, int offset, int length) {
    for (InetSocketAddress other : others) {
      unicast(other, buffer, offset, length);
    }
    echo.onDatagram(buffer, offset, length);
  }
}
