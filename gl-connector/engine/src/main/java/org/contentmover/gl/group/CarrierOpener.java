package org.contentmover.gl.group;

import java.io.IOException;

/** Opens carriers. */
public interface CarrierOpener {
  /**
   * Joins a group. What is received of one host is limited, whatever it is.
   *
   * @param address group and port
   * @param counters are counted up
   * @param sink takes what is received, from before this method returns
   * @throws IOException when the sockets cannot be opened; the message says what to do
   */
  Carrier open(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException;

  /**
   * Joins a group for the frames of distributions, as {@link #open} does, but frames are not
   * limited: they come as fast as the network is.
   *
   * @throws IOException when the sockets cannot be opened; the message says what to do
   */
  Carrier openForFrames(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
      throws IOException;

  /**
   * Opens a carrier that sends to a group without joining it: what the group gets, its own sending
   * included, costs it nothing.
   *
   * @throws IOException when the socket cannot be opened; the message says what to do
   */
  Carrier openForSending(ChannelAddress address, CarrierCounters counters) throws IOException;
}
