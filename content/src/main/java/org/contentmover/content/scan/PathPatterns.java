package org.contentmover.content.scan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * The files that an administrator's patterns name: by their name, by their path, or by a directory
 * they are in; written as those of {@link ScanRules#ofPatterns}. Immutable, usable from any thread.
 */
public final class PathPatterns {
  private final RuleMatcher matcher;

  /**
   * Compiles them.
   *
   * @throws IllegalArgumentException naming a pattern that is no glob
   */
  public PathPatterns(List<String> patterns) {
    matcher = new RuleMatcher(ScanRules.ofPatterns(List.of(), patterns));
  }

  /** Whether a file of that path is named. */
  public boolean name(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (matcher.excludesDirectory(path.substring(0, slash))) {
        return true;
      }
    }
    return !matcher.takesFile(path);
  }

  /**
   * Those of some patterns that name no file in any of some trees. Looks no further than to where
   * each has named one.
   */
  public static List<String> inVain(List<String> patterns, Manifest... trees) {
    Map<String, PathPatterns> left = new LinkedHashMap<>();
    patterns.forEach(pattern -> left.put(pattern, new PathPatterns(List.of(pattern))));
    for (Manifest tree : trees) {
      for (ManifestEntry entry : tree) {
        if (left.isEmpty()) {
          return List.of();
        }
        if (entry.isFile()) {
          left.values().removeIf(pattern -> pattern.name(entry.path()));
        }
      }
    }
    return List.copyOf(left.keySet());
  }
}
