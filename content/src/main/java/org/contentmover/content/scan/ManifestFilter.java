package org.contentmover.content.scan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;

/**
 * Takes out of a known tree what scan rules exclude. Stateless; time is that of the tree's size.
 */
public final class ManifestFilter {
  private ManifestFilter() {}

  /** The tree without excluded files, and without excluded directories and all in them. */
  public static Manifest without(Manifest tree, ScanRules rules) {
    RuleMatcher matcher = new RuleMatcher(rules);
    Set<String> left = new HashSet<>();
    List<ManifestEntry> kept = new ArrayList<>(tree.size());
    for (ManifestEntry entry : tree) {
      String path = entry.path();
      boolean isRoot = path.equals(TreePath.ROOT);
      boolean inside = !isRoot && left.contains(parent(path));
      if (entry.isDirectory()) {
        // A directory comes before everything in it.
        if (inside || (!isRoot && matcher.excludesDirectory(path))) {
          left.add(path);
        } else {
          kept.add(entry);
        }
      } else if (!inside && matcher.takesFile(path)) {
        kept.add(entry);
      }
    }
    return Manifest.ofSorted(kept);
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? TreePath.ROOT : path.substring(0, slash);
  }
}
