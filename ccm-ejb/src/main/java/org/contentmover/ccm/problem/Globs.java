package org.contentmover.ccm.problem;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Checks patterns of paths that come from outside. */
public final class Globs {
  private static final int MAX_TEXT = 4000;

  private Globs() {}

  /** The patterns; none for null. */
  public static List<String> require(String field, List<String> patterns) {
    List<String> given = patterns == null ? List.of() : patterns;
    for (String pattern : given) {
      require(field, pattern);
    }
    if (String.join("\n", given).length() > MAX_TEXT) {
      throw new Invalid(
          field, given.size() + " patterns", "at most " + MAX_TEXT + " characters together");
    }
    return given;
  }

  private static void require(String field, String pattern) {
    try {
      if (pattern != null
          && !pattern.isBlank()
          && !pattern.equals("/")
          && pattern.indexOf('\n') < 0) {
        FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return;
      }
    } catch (PatternSyntaxException e) {
      // Told below, the same way as an empty pattern.
    }
    throw new Invalid(field, pattern, "glob patterns, for example *.html or drafts/");
  }
}
