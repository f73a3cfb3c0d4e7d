package org.contentmover.core.ids;

/**
 * Name of a server, unique in the whole installation; its order decides between equal claims.
 *
 * @param value 1 to 63 characters of {@code a-z 0-9 . _ -}, beginning with a letter or digit
 */
public record ServerName(String value) implements Comparable<ServerName> {
  /** Longest name, in characters (and bytes: names are ASCII). */
  public static final int MAX_LENGTH = 63;

  /** Rejects what is no name; the message says what is allowed. */
  public ServerName {
    NameRule.check("server name", value, MAX_LENGTH);
  }

  /** Whether {@code value} could be a name; for input from the network. */
  public static boolean isValid(String value) {
    return NameRule.holds(value, MAX_LENGTH);
  }

  @Override
  public int compareTo(ServerName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
