package org.contentmover.agent.web;

/** Comparison of entity tags in conditional requests (RFC 9110, 13.1). */
public final class EntityTags {
  private EntityTags() {}

  /** Whether an If-None-Match header (null when absent) names this tag; weak comparison. */
  public static boolean noneMatchNames(String header, String tag) {
    if (header == null) {
      return false;
    }
    for (String candidate : header.split(",")) {
      String stripped = candidate.strip();
      String strong = stripped.startsWith("W/") ? stripped.substring(2) : stripped;
      if (strong.equals(tag) || strong.equals("*")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a Range header still holds under an If-Range header (null when absent). */
  public static boolean rangeHolds(String ifRange, String tag) {
    return ifRange == null || ifRange.strip().equals(tag);
  }
}
