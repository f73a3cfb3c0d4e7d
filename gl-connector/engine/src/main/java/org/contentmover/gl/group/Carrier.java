package org.contentmover.gl.group;

import java.net.InetSocketAddress;

/**
 * Sends and receives datagrams of one multicast group and of an own unicast address.
 *
 * <p>Unreliable as UDP is: a datagram that cannot be sent is counted, not thrown, because to the
 * protocols above it is a lost datagram. Safe for use by several threads.
 */
public interface Carrier extends AutoCloseable {
  /** Sends to every member of the group, this server included. */
  void multicast(byte[] buffer, int offset, int length);

  /** Sends to one server. */
  void unicast(InetSocketAddress to, byte[] buffer, int offset, int length);

  /** Where others reach this carrier by unicast. */
  InetSocketAddress localAddress();

  /** Leaves the group and closes the sockets; the sink is not called after that. */
  @Override
  void close();
}
