package org.contentmover.ccm.version.plan;

import java.util.List;
import org.contentmover.content.scan.ScanRules;

/**
 * A staging area's patterns: one that ends in {@code /} is for directories, any other for files and
 * symlinks (CM-2).
 */
public final class StagingRules {
  private StagingRules() {}

  /** The rules of a staging area. */
  public static ScanRules of(List<String> includes, List<String> excludes) {
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
}
