package org.contentmover.content.scan;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

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

  /**
   * The rules an administrator wrote: a pattern that ends in {@code /} is for directories, any
   * other for files and symlinks.
   */
  public static ScanRules ofPatterns(List<String> includes, List<String> excludes) {
    return new ScanRules(
        directories(includes), directories(excludes), files(includes), files(excludes));
  }

  private static List<String> directories(List<String> patterns) {
    return patterns.stream()
        .filter(pattern -> pattern.endsWith("/"))
        .map(pattern -> pattern.substring(0, pattern.length() - 1))
        .toList();
  }

  private static List<String> files(List<String> patterns) {
    return patterns.stream().filter(pattern -> !pattern.endsWith("/")).toList();
  }

  /** What {@link #ofPatterns} takes as includes. */
  public List<String> includes() {
    return patterns(includedDirectories, includedFiles);
  }

  /** What {@link #ofPatterns} takes as excludes. */
  public List<String> excludes() {
    return patterns(excludedDirectories, excludedFiles);
  }

  private static List<String> patterns(List<String> directories, List<String> files) {
    return Stream.concat(directories.stream().map(pattern -> pattern + "/"), files.stream())
        .toList();
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
