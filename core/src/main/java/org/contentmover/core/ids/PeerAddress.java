package org.contentmover.core.ids;

import java.util.Arrays;

/**
 * Unicast address at which a member receives datagrams. Its sender writes it into its messages,
 * because the carrier delivers bare datagrams.
 *
 * <p>The array is copied in and out: a value, safe for any thread.
 */
public final class PeerAddress {
  private final byte[] ip;
  private final int port;

  /**
   * Makes an address.
   *
   * @param ip 4 bytes (IPv4) or 16 bytes (IPv6), in network order
   * @param port 1 to 65535
   */
  public PeerAddress(byte[] ip, int port) {
    if (!isValid(ip.length, port)) {
      throw new IllegalArgumentException(
          "address of "
              + ip.length
              + " bytes, port "
              + port
              + "; needed are 4 or 16 bytes and a port from 1 to 65535");
    }
    this.ip = ip.clone();
    this.port = port;
  }

  /** Whether an address of so many bytes with this port can exist. */
  public static boolean isValid(int ipBytes, int port) {
    return (ipBytes == 4 || ipBytes == 16) && port >= 1 && port <= 65_535;
  }

  /** The IP address in network order, 4 or 16 bytes. */
  public byte[] ip() {
    return ip.clone();
  }

  /** The UDP port. */
  public int port() {
    return port;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerAddress that && port == that.port && Arrays.equals(ip, that.ip);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ip) + port;
  }

  /** {@code 10.1.1.1:7000}, or {@code [2001:db8:0:0:0:0:0:1]:7000}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(48);
    if (ip.length == 4) {
      for (int i = 0; i < 4; i++) {
        text.append(i == 0 ? "" : ".").append(ip[i] & 0xFF);
      }
    } else {
      text.append('[');
      for (int i = 0; i < 16; i += 2) {
        text.append(i == 0 ? "" : ":")
            .append(Integer.toHexString((ip[i] & 0xFF) << 8 | (ip[i + 1] & 0xFF)));
      }
      text.append(']');
    }
    return text.append(':').append(port).toString();
  }
}
