package org.contentmover.ccm.topology;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** What administrators write as a multicast group. */
final class MulticastGroups {
  /** Nothing that would be looked up in the DNS. */
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  private MulticastGroups() {}

  /** Whether it is the IP address of a multicast group. */
  static boolean isLiteral(String text) {
    if (text == null || !LITERAL.matcher(text).matches()) {
      return false;
    }
    try {
      return InetAddress.getByName(text).isMulticastAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
