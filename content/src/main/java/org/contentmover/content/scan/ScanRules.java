package org.contentmover.content.scan;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * What of a tree is content (CM-2). Patterns are globs: one without '/' is compared with a name at
 * any depth, one with '/' with the path from the root. Excluding wins.
 *
 * @param includedDirectories when not empty, only these directories with all in them (and the
 *     directories above them)
 * @param excludedDirectories left out with all in them
 * @param includedFiles when not empty, only files and symlinks with such names, for example {@code
 *     *.html}
 * @param excludedFiles files and symlinks left out, for example {@code *.bak}
 */
public record ScanRules(
    List<String> includedDirectories,
    List<String> excludedDirectories,
    List<String> includedFiles,
    List<String> excludedFiles) {
  /** Takes everything. */
  public static final ScanRules EVERYTHING =
      new ScanRules(List.of(), List.of(), List.of(), List.of());

  /**
   * @throws IllegalArgumentException naming a pattern that is no glob
   */
  public ScanRules {
    includedDirectories = requireGlobs(includedDirectories);
    excludedDirectories = requireGlobs(excludedDirectories);
    includedFiles = requireGlobs(includedFiles);
    excludedFiles = requireGlobs(excludedFiles);
  }

  private static List<String> requireGlobs(List<String> globs) {
    for (String glob : globs) {
      if (glob.isBlank() || glob.equals("/")) {
        throw new IllegalArgumentException("a pattern of the scan rules is empty");
      }
      try {
        FileSystems.getDefault().getPathMatcher("glob:" + glob);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "\"" + glob + "\" is no pattern: " + e.getDescription(), e);
      }
    }
    return List.copyOf(globs);
  }
}
