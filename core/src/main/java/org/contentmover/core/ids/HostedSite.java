package org.contentmover.core.ids;

/**
 * One site whose content is managed, for example {@code www.example.com}.
 *
 * @param value 1 to 253 characters of {@code a-z 0-9 . _ -}, beginning with a letter or digit
 */
public record HostedSite(String value) implements Comparable<HostedSite> {
  /** Longest name, in characters (and bytes: names are ASCII). */
  public static final int MAX_LENGTH = 253;

  /** Rejects what is no name; the message says what is allowed. */
  public HostedSite {
    NameRule.check("hosted site", value, MAX_LENGTH);
  }

  /** Whether {@code value} could be a name; for input from the network. */
  public static boolean isValid(String value) {
    return NameRule.holds(value, MAX_LENGTH);
  }

  @Override
  public int compareTo(HostedSite other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
