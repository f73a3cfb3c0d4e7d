package org.contentmover.gl.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * One server of a segment without multicast, as listed by hand (EL-15).
 *
 * @param server its name
 * @param ip its address, an IP literal
 * @param port UDP port of its control messages
 */
public record SegmentPeer(String server, String ip, int port) {
  private static final Pattern IP_LITERAL =
      Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern TEXT =
      Pattern.compile("([^=]+)=(\\[([^\\]]+)\\]|[^:]+):([0-9]{1,5})");

  /** Rejects what is no name, no IP literal of one host, or no port; looks nothing up. */
  public SegmentPeer {
    Checks.name("peer", server, Checks.NAME_LENGTH);
    if (ip == null || !IP_LITERAL.matcher(ip).matches() || isMulticast(ip)) {
      throw new IllegalArgumentException(
          "peer " + server + " has the address \"" + ip + "\"; needed is one such as 10.1.2.3");
    }
    Checks.inRange("port of peer " + server, port, 1, 65_535);
  }

  /**
   * Reads {@code boston-1=10.1.1.1:45000} or {@code boston-1=[2001:db8::1]:45000}.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  public static SegmentPeer parse(String text) {
    var parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\"; needed is name=address:port, for example boston-1=10.1.1.1:45000");
    }
    String ip = parts.group(3) == null ? parts.group(2) : parts.group(3);
    return new SegmentPeer(parts.group(1), ip, Integer.parseInt(parts.group(4)));
  }

  private static boolean isMulticast(String ip) {
    try {
      return InetAddress.getByName(ip).isMulticastAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("\"" + ip + "\" is no IP address", e);
    }
  }
}
