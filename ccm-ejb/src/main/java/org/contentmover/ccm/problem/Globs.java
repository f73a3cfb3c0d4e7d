package org.contentmover.ccm.problem;

import java.nio.file.FileSystems;
import java.util.Arrays;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Checks patterns of paths that come from outside. */
public final class Globs {
  /** How a pattern is read, for who has written one that matches nothing. */
  public static final String MEANING =
      "A pattern without / is a name at any depth, one with / a path from the top, one with / at its"
          + " end a directory.";

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
          && pattern.indexOf('\n') < 0
          && canMatch(pattern)) {
        FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return;
      }
    } catch (PatternSyntaxException e) {
      // Told below, the same way as an empty pattern.
    }
    throw new Invalid(
        field,
        pattern,
        "glob patterns, for example *.html, drafts/ or /news/old.html, a path from the root of the"
            + " site without . and ..");
  }

  /** No path of a tree has such parts: what was to stay out would be published. */
  private static boolean canMatch(String pattern) {
    String path = pattern.startsWith("/") ? pattern.substring(1) : pattern;
    String directory = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return Arrays.stream(directory.split("/", -1))
        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }
}
