package org.contentmover.core.mctp;

import java.nio.charset.StandardCharsets;
import org.contentmover.core.mctp.wire.MemberReport;

/** Texts that travel in one datagram. */
final class Texts {
  private Texts() {}

  /** As much of a reason as a message takes, whole characters only. */
  static String cut(String reason) {
    int bytes = 0;
    for (int i = 0; i < reason.length(); i = reason.offsetByCodePoints(i, 1)) {
      String character = Character.toString(reason.codePointAt(i));
      bytes += character.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MemberReport.MAX_REASON_BYTES) {
        return reason.substring(0, i);
      }
    }
    return reason;
  }
}
