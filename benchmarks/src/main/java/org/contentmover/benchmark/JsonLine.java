package org.contentmover.benchmark;

import java.util.Locale;

/** One line of JSON, member by member. For one thread. */
public final class JsonLine {
  private final StringBuilder json = new StringBuilder("{");

  /** Adds a text, or null. */
  public JsonLine text(String name, String value) {
    if (value == null) {
      return raw(name, "null");
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c < ' ') {
        quoted.append(' ');
      } else {
        quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return raw(name, quoted.append('"').toString());
  }

  /** Adds a number with five decimals. */
  public JsonLine decimal(String name, double value) {
    return raw(name, String.format(Locale.ROOT, "%.5f", value));
  }

  /** Adds what is JSON already. */
  public JsonLine raw(String name, String value) {
    json.append(json.length() == 1 ? "" : ",").append('"').append(name).append("\":").append(value);
    return this;
  }

  /** The whole line. */
  @Override
  public String toString() {
    return json + "}";
  }
}
