package org.contentmover.ccm.web.api;

import org.contentmover.ccm.problem.Invalid;

/** Query parameters that are true or false. */
final class Truth {
  private Truth() {}

  /** Null when it is not given. */
  static Boolean of(String parameter, String text) {
    if (text == null) {
      return null;
    }
    if (!text.equals("true") && !text.equals("false")) {
      throw new Invalid(parameter, text, "true or false");
    }
    return Boolean.valueOf(text);
  }
}
