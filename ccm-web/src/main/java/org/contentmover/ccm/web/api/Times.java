package org.contentmover.ccm.web.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.contentmover.ccm.problem.Invalid;

/** Query parameters that are times. */
final class Times {
  private Times() {}

  /** Null when it is not given. */
  static Instant of(String parameter, String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new Invalid(parameter, text, "a time in UTC such as 2030-01-31T12:00:00Z");
    }
  }
}
