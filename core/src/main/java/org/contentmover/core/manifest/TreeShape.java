package org.contentmover.core.manifest;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Checks, entry by entry in canonical order, that entries form a tree: no path twice, every entry
 * inside a directory. O(1) per entry, memory in the depth of the tree.
 *
 * <p>In canonical order "a", "a-b", "a/c" may stand so: the directories that may still get entries
 * are a chain of prefixes, kept as a stack.
 */
final class TreeShape {
  private final Deque<String> openDirectories = new ArrayDeque<>();
  private String previous;

  void accept(ManifestEntry entry) {
    String path = entry.path();
    if (previous == null) {
      if (!path.isEmpty()) {
        throw new IllegalArgumentException("the root of the tree is missing");
      }
    } else {
      int order = TreePath.ORDER.compare(previous, path);
      if (order == 0) {
        throw new IllegalArgumentException("path \"" + path + "\" comes twice");
      }
      if (order > 0) {
        throw new IllegalArgumentException(
            "path \"" + path + "\" is out of order after \"" + previous + "\"");
      }
      requireParent(path);
    }
    if (entry.isDirectory()) {
      openDirectories.push(path);
    }
    previous = path;
  }

  private void requireParent(String path) {
    String parent = TreePath.parent(path);
    // A directory that is no string prefix of this path can get no entries any more.
    while (!path.startsWith(openDirectories.element())) {
      openDirectories.pop();
    }
    // "a" may lie above "a-b" on the stack: it is a string prefix but not the parent.
    for (String open : openDirectories) {
      if (open.equals(parent)) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "the directory of \"" + path + "\" is missing or no directory");
  }
}
