package org.contentmover.benchmark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a link carries.
 *
 * @param text as tc writes it: 100mbit
 * @param bitsPerSecond headers included
 */
public record Rate(String text, long bitsPerSecond) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})([kmg]?)bit");

  /** Reads what {@link #toString} writes. */
  public static Rate parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("the rate '" + text + "' is not like 100mbit");
    }
    long factor =
        switch (matcher.group(2)) {
          case "k" -> 1_000L;
          case "m" -> 1_000_000L;
          case "g" -> 1_000_000_000L;
          default -> 1L;
        };
    return new Rate(text, Long.parseLong(matcher.group(1)) * factor);
  }

  /** Headers included. */
  public double bytesPerSecond() {
    return bitsPerSecond / 8.0;
  }

  /** The time this many bytes take when nothing else is on the link. */
  public double secondsFor(long bytes) {
    return bytes / bytesPerSecond();
  }

  @Override
  public String toString() {
    return text;
  }
}
