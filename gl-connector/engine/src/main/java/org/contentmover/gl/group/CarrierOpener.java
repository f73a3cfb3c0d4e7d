package org.contentmover.gl.group;

import java.io.IOException;

/** Opens carriers; tests put a lossy one in between. */
public interface CarrierOpener {
  /**
   * Joins a group.
   *
   * @param address group and port
   * @param sink takes what is received, from before this method returns
   * @throws IOException when the sockets cannot be opened; the message says what to do
   */
  Carrier open(ChannelAddress address, DatagramSink sink) throws IOException;
}
