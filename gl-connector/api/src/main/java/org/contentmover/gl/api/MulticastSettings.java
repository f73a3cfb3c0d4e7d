package org.contentmover.gl.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * How a server speaks and listens in its segment.
 *
 * @param enabled false: this server takes no part in a segment and is served by unicast (EL-15)
 * @param interfaceAddress address of the network interface to use, an IP literal
 * @param group multicast address of the control channel, an IPv4 or IPv6 literal
 * @param port of the control channel
 * @param dataGroup multicast address of data channels
 * @param dataPort lowest port of data channels
 * @param ttl routers a datagram may cross plus one; 0 keeps it on this host
 * @param frameBytes size of a data frame's datagram, what fits the path's MTU is never fragmented;
 *     {@link #AUTO_FRAME_BYTES}: the largest that is found to reach everybody
 */
public record MulticastSettings(
    boolean enabled,
    String interfaceAddress,
    String group,
    int port,
    String dataGroup,
    int dataPort,
    int ttl,
    int frameBytes) {
  private static final Pattern IP_LITERAL =
      Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** The leader finds out which size fits. */
  public static final int AUTO_FRAME_BYTES = 0;

  /** Smallest frame that is worth its header. */
  public static final int MIN_FRAME_BYTES = 512;

  /** Largest frame: what one UDP datagram takes, with room for headers. */
  public static final int MAX_FRAME_BYTES = 60_000;

  /** Rejects what is no IP literal, no multicast address, no port; looks nothing up. */
  public MulticastSettings {
    address("interfaceAddress", interfaceAddress);
    multicast("group", group);
    multicast("dataGroup", dataGroup);
    Checks.inRange("port", port, 1, 65_535);
    Checks.inRange("dataPort", dataPort, 1, 65_535);
    Checks.inRange("ttl", ttl, 0, 255);
    frameBytes("frameBytes", frameBytes);
    if (group.equals(dataGroup) && port == dataPort) {
      throw new IllegalArgumentException(
          "dataGroup and dataPort are those of the control channel ("
              + group
              + ":"
              + port
              + "); data needs a channel of its own");
    }
  }

  /** The same with another control channel. */
  public MulticastSettings withControlChannel(String otherGroup, int otherPort) {
    return new MulticastSettings(
        enabled, interfaceAddress, otherGroup, otherPort, dataGroup, dataPort, ttl, frameBytes);
  }

  /** Rejects what is neither automatic nor in range. */
  static void frameBytes(String field, int value) {
    if (value != AUTO_FRAME_BYTES) {
      Checks.inRange(field, value, MIN_FRAME_BYTES, MAX_FRAME_BYTES);
    }
  }

  private static InetAddress address(String field, String value) {
    // The pattern comes first: getByName would ask the name service for anything else.
    if (value != null && IP_LITERAL.matcher(value).matches()) {
      try {
        return InetAddress.getByName(value);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(field + " is \"" + value + "\"; " + e.getMessage(), e);
      }
    }
    throw new IllegalArgumentException(
        field + " is \"" + value + "\"; needed is an IP address such as 10.1.2.3");
  }

  private static void multicast(String field, String value) {
    if (!address(field, value).isMulticastAddress()) {
      throw new IllegalArgumentException(
          field + " is \"" + value + "\"; needed is a multicast address such as 239.192.0.1");
    }
  }
}
