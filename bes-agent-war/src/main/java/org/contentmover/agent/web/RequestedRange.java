package org.contentmover.agent.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a file of known size a request asks for (RFC 9110, 14). Several ranges in one request are
 * answered with the whole, as the RFC allows: nobody in this product asks so.
 *
 * @param kind whole file, one part, or beyond its end
 * @param from first byte
 * @param length number of bytes
 */
public record RequestedRange(Kind kind, long from, long length) {
  /** How the request is to be answered: 200, 206 or 416. */
  public enum Kind {
    WHOLE,
    PART,
    UNSATISFIABLE
  }

  // 18 digits always fit a long; nothing on a disk is larger.
  private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Reads a Range header.
   *
   * @param header its value, null when absent; nonsense counts as absent
   * @param size of the file in bytes
   */
  public static RequestedRange of(String header, long size) {
    Matcher range = ONE_RANGE.matcher(header == null ? "" : header.strip());
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return whole(size);
    }
    if (range.group(1).isEmpty()) {
      long length = Math.min(Long.parseLong(range.group(2)), size);
      return length == 0 ? unsatisfiable() : part(size - length, length);
    }
    long from = Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
    if (last < from) {
      return whole(size);
    }
    if (from >= size) {
      return unsatisfiable();
    }
    return part(from, Math.min(last, size - 1) - from + 1);
  }

  private static RequestedRange whole(long size) {
    return new RequestedRange(Kind.WHOLE, 0, size);
  }

  private static RequestedRange part(long from, long length) {
    return new RequestedRange(Kind.PART, from, length);
  }

  private static RequestedRange unsatisfiable() {
    return new RequestedRange(Kind.UNSATISFIABLE, 0, 0);
  }

  /** Value of Content-Range for this part of a file. */
  public String contentRange(long size) {
    return kind == Kind.UNSATISFIABLE
        ? "bytes */" + size
        : "bytes " + from + "-" + (from + length - 1) + "/" + size;
  }
}
