package org.contentmover.gl.api;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Rules that several values share; a violation names the field, what was found and what is allowed.
 */
final class Checks {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  static final int NAME_LENGTH = 63;
  static final int SITE_LENGTH = 253;

  private Checks() {}

  static String name(String field, String value, int maxLength) {
    if (value == null || value.length() > maxLength || !NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          field
              + " is \""
              + value
              + "\"; allowed are 1 to "
              + maxLength
              + " characters of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit");
    }
    return value;
  }

  static String sha256(String field, String value) {
    if (value == null || !SHA256.matcher(value).matches()) {
      throw new IllegalArgumentException(
          field + " is \"" + value + "\"; needed are the 64 lower-case hex digits of a SHA-256");
    }
    return value;
  }

  static String text(String field, String value, int maxBytes) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing; use \"\" for none");
    }
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > maxBytes) {
      throw new IllegalArgumentException(
          field + " is " + bytes + " bytes long in UTF-8; allowed are at most " + maxBytes);
    }
    return value;
  }

  static long inRange(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          field + " is " + value + "; allowed are " + min + " to " + max);
    }
    return value;
  }

  static long notNegative(String field, long value) {
    return inRange(field, value, 0, Long.MAX_VALUE);
  }

  static <T> T present(String field, T value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }
}
