package org.contentmover.core.ids;

/** The one rule for names; names travel in datagrams, paths and URLs, hence the narrow alphabet. */
final class NameRule {
  private NameRule() {}

  static boolean holds(String value, int maxLength) {
    if (value == null || value.isEmpty() || value.length() > maxLength) {
      return false;
    }
    if (!isLetterOrDigit(value.charAt(0))) {
      return false;
    }
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  static void check(String what, String value, int maxLength) {
    if (!holds(value, maxLength)) {
      throw new IllegalArgumentException(
          what
              + " is \""
              + value
              + "\"; allowed are 1 to "
              + maxLength
              + " characters of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit");
    }
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
