package org.contentmover.content.scan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;

/**
 * Takes out of a known tree what scan rules exclude, or puts something else there. Stateless; time
 * is that of the tree's size.
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

  /**
   * Those of an administrator's patterns that match nothing in any of some trees. Looks no further
   * than to where each has matched.
   */
  public static List<String> inVain(List<String> patterns, Manifest... trees) {
    Map<String, RuleMatcher> left = new LinkedHashMap<>();
    for (String pattern : patterns) {
      left.put(pattern, new RuleMatcher(ScanRules.ofPatterns(List.of(), List.of(pattern))));
    }
    for (Manifest tree : trees) {
      for (ManifestEntry entry : tree) {
        if (left.isEmpty()) {
          return List.of();
        }
        left.values().removeIf(matcher -> excludes(matcher, entry));
      }
    }
    return List.copyOf(left.keySet());
  }

  private static boolean excludes(RuleMatcher matcher, ManifestEntry entry) {
    return entry.isDirectory()
        ? !entry.path().equals(TreePath.ROOT) && matcher.excludesDirectory(entry.path())
        : !matcher.takesFile(entry.path());
  }

  /**
   * The tree that is as another one where rules exclude, and as it was everywhere else; with the
   * directories of the other one in which something of it comes to lie.
   */
  public static Manifest replaced(Manifest tree, Manifest other, ScanRules rules) {
    SortedMap<String, ManifestEntry> replaced = new TreeMap<>();
    without(tree, rules).forEach(entry -> replaced.put(entry.path(), entry));
    Manifest left = without(other, rules);
    for (ManifestEntry entry : other) {
      if (left.find(entry.path()).isEmpty()) {
        replaced.put(entry.path(), entry);
        String above = entry.path();
        while (!above.equals(TreePath.ROOT)) {
          above = parent(above);
          ManifestEntry there = replaced.get(above);
          if (there == null || !there.isDirectory()) {
            replaced.put(above, other.find(above).orElseThrow());
          }
        }
      }
    }
    return Manifest.of(replaced.values());
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? TreePath.ROOT : path.substring(0, slash);
  }
}
