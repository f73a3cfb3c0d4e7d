package org.contentmover.ccm.web.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file a request asks for (RFC 9110, 14.2; DT-5): the whole, one part, or
 * something beyond its end. A header that is malformed or asks for several parts is answered with
 * the whole, as the RFC permits. Pure.
 *
 * @param first first byte, 0-based
 * @param last last byte, inclusive; smaller than {@code first} when there are none
 */
record RangeRequest(Kind kind, long first, long last) {
  enum Kind {
    WHOLE,
    PART,
    UNSATISFIABLE
  }

  private static final Pattern ONE_RANGE =
      Pattern.compile(
          "bytes\\s*=\\s*([0-9]{0,18})\\s*-\\s*([0-9]{0,18})", Pattern.CASE_INSENSITIVE);

  /**
   * @param header the value of Range, null when there is none
   */
  static RangeRequest of(String header, long sizeBytes) {
    Matcher range = header == null ? null : ONE_RANGE.matcher(header.trim());
    if (range == null || !range.matches()) {
      return whole(sizeBytes);
    }
    String from = range.group(1);
    String to = range.group(2);
    if (from.isEmpty()) {
      return to.isEmpty() ? whole(sizeBytes) : suffix(Long.parseLong(to), sizeBytes);
    }
    long first = Long.parseLong(from);
    long last = to.isEmpty() ? sizeBytes - 1 : Long.parseLong(to);
    if (!to.isEmpty() && last < first) {
      return whole(sizeBytes); // Syntactically invalid, so as if it were not there.
    }
    return first >= sizeBytes
        ? unsatisfiable()
        : new RangeRequest(Kind.PART, first, Math.min(last, sizeBytes - 1));
  }

  private static RangeRequest suffix(long length, long sizeBytes) {
    return length == 0 || sizeBytes == 0
        ? unsatisfiable()
        : new RangeRequest(Kind.PART, Math.max(0, sizeBytes - length), sizeBytes - 1);
  }

  private static RangeRequest whole(long sizeBytes) {
    return new RangeRequest(Kind.WHOLE, 0, sizeBytes - 1);
  }

  private static RangeRequest unsatisfiable() {
    return new RangeRequest(Kind.UNSATISFIABLE, 0, -1);
  }

  long lengthBytes() {
    return last - first + 1;
  }

  /** Value of Content-Range. */
  String contentRange(long sizeBytes) {
    return kind == Kind.UNSATISFIABLE
        ? "bytes */" + sizeBytes
        : "bytes " + first + "-" + last + "/" + sizeBytes;
  }
}
