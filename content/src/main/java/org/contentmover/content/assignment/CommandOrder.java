package org.contentmover.content.assignment;

import java.util.Comparator;
import org.contentmover.content.store.CompressionPolicy;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;

/**
 * The order in which files travel: small ones of one type side by side, because they compress best
 * so; then small ones that are packed already; then large ones. After the removals and directories,
 * any order of files is a right one.
 */
final class CommandOrder {
  private CommandOrder() {}

  static Comparator<ManifestEntry> ofFiles(CompressionPolicy compression) {
    return Comparator.comparingInt((ManifestEntry file) -> rank(file, compression))
        .thenComparing(file -> CompressionPolicy.typeOf(file.path()))
        .thenComparing(ManifestEntry::path, TreePath.ORDER);
  }

  private static int rank(ManifestEntry file, CompressionPolicy compression) {
    if (file.sizeBytes() > DataSection.MAX_GROUPED_FILE_BYTES) {
      return 2;
    }
    return compression.compresses(file.path()) ? 0 : 1;
  }
}
