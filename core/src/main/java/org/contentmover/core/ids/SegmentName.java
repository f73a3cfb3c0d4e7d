package org.contentmover.core.ids;

/**
 * Name an administrator gives to a network segment; it survives every change of leader.
 *
 * @param value 1 to 63 characters of {@code a-z 0-9 . _ -}, beginning with a letter or digit
 */
public record SegmentName(String value) implements Comparable<SegmentName> {
  /** Longest name, in characters (and bytes: names are ASCII). */
  public static final int MAX_LENGTH = 63;

  /** Rejects what is no name; the message says what is allowed. */
  public SegmentName {
    NameRule.check("segment name", value, MAX_LENGTH);
  }

  /** Whether {@code value} could be a name; for input from the network. */
  public static boolean isValid(String value) {
    return NameRule.holds(value, MAX_LENGTH);
  }

  @Override
  public int compareTo(SegmentName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
