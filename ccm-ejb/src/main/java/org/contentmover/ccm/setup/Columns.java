package org.contentmover.ccm.setup;

/** What fits the columns for texts of foreign origin. */
public final class Columns {
  private Columns() {}

  /** At most {@code length} characters of a text; empty for null, which no text column holds. */
  public static String fit(String text, int length) {
    if (text == null) {
      return "";
    }
    // PostgreSQL refuses the character NUL in texts.
    String clean = text.indexOf('\0') < 0 ? text : text.replace('\0', ' ');
    return clean.length() <= length ? clean : clean.substring(0, length - 1) + "…";
  }
}
