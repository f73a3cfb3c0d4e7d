package org.contentmover.benchmark;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * What a receiver loses of what is sent to it.
 *
 * @param text in percent; with the length of its bursts behind: 1/20ms
 */
record Loss(String text) {
  /** As system-tests/lab/segment wants it. */
  private static final Pattern FORM =
      Pattern.compile("[0-9]{1,2}(\\.[0-9]{1,4})?(/[1-9][0-9]{0,3}ms)?");

  static Loss parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "the loss '" + text + "' is not like 1 or 0.5, in percent, or 1/20ms");
    }
    return new Loss(text);
  }

  /** A number, or a text for bursts. */
  String json() {
    return text.contains("/") ? '"' + text + '"' : new BigDecimal(text).toPlainString();
  }

  @Override
  public String toString() {
    return text;
  }
}
