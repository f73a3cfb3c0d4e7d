package org.contentmover.content.scan;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/** The patterns of {@link ScanRules}, compiled. Immutable, usable from any thread. */
final class RuleMatcher {
  private final List<Pattern> includedDirectories;
  private final List<Pattern> excludedDirectories;
  private final List<Pattern> includedFiles;
  private final List<Pattern> excludedFiles;

  RuleMatcher(ScanRules rules) {
    includedDirectories = compile(rules.includedDirectories());
    excludedDirectories = compile(rules.excludedDirectories());
    includedFiles = compile(rules.includedFiles());
    excludedFiles = compile(rules.excludedFiles());
  }

  boolean excludesDirectory(String path) {
    return matches(excludedDirectories, path);
  }

  /**
   * Whether a directory is named by the rules, or none is; what is in such a directory is content.
   */
  boolean includesDirectory(String path) {
    return includedDirectories.isEmpty() || matches(includedDirectories, path);
  }

  boolean takesFile(String path) {
    return (includedFiles.isEmpty() || matches(includedFiles, path))
        && !matches(excludedFiles, path);
  }

  /** Whether a directory is content in itself, or only on the way to files that are. */
  boolean takesEmptyDirectories() {
    return includedFiles.isEmpty();
  }

  private static List<Pattern> compile(List<String> globs) {
    return globs.stream().map(Pattern::new).toList();
  }

  private static boolean matches(List<Pattern> patterns, String path) {
    if (patterns.isEmpty()) {
      return false;
    }
    Path asPath = Path.of(path);
    for (Pattern pattern : patterns) {
      if (pattern.matches(asPath)) {
        return true;
      }
    }
    return false;
  }

  private static final class Pattern {
    private final PathMatcher matcher;
    private final boolean fromRoot;

    Pattern(String glob) {
      String trimmed = glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
      fromRoot = trimmed.indexOf('/') >= 0;
      String relative = trimmed.startsWith("/") ? trimmed.substring(1) : trimmed;
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + relative);
    }

    boolean matches(Path path) {
      return matcher.matches(fromRoot ? path : path.getFileName());
    }
  }
}
