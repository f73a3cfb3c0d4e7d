package org.contentmover.content.scan;

import java.util.List;

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

  public ScanRules {
    includedDirectories = List.copyOf(includedDirectories);
    excludedDirectories = List.copyOf(excludedDirectories);
    includedFiles = List.copyOf(includedFiles);
    excludedFiles = List.copyOf(excludedFiles);
  }
}
