package org.contentmover.ccm.version.checkpoint.archive;

import org.contentmover.core.manifest.ManifestEntry;

/** How the entries of an archive are called. */
final class ArchiveNames {
  static final String LABEL = "checkpoint.json";
  static final String MANIFEST = "manifest";

  /** Times in tar are as fine as this; the manifest has them to the nanosecond. */
  static final int TIME_NS = 100;

  private static final String TREE = "tree/";

  private ArchiveNames() {}

  /** As tar has it: directories end with a slash. */
  static String of(ManifestEntry entry) {
    return TREE + entry.path() + (entry.isDirectory() && !entry.path().isEmpty() ? "/" : "");
  }
}
