package org.contentmover.core.interpret;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;

/**
 * Whether the symlinks of a tree stay inside it (CI-6). A target is followed as the operating
 * system would, through other symlinks of the tree: {@code a/b -> ../..} followed by {@code x ->
 * a/b/..} leaves the tree although each looks harmless.
 *
 * <p>Targets that lead nowhere and loops are harmless and allowed; what is missing counts as a
 * plain directory.
 */
public final class SymlinkGuard {
  /** After so many symlinks Linux gives up (ELOOP); whoever follows such a path gets nowhere. */
  private static final int MAX_FOLLOWED = 40;

  private SymlinkGuard() {}

  /** What is wrong with a symlink's target. */
  public enum Escape {
    ABSOLUTE,
    OUT_OF_TREE
  }

  /** Why a symlink of this tree may not be; empty when it stays inside. */
  public static Optional<Escape> check(Manifest tree, ManifestEntry symlink) {
    List<String> at = segments(TreePath.parent(symlink.path()));
    Deque<String> ahead = new ArrayDeque<>();
    if (isAbsolute(symlink.linkTarget())) {
      return Optional.of(Escape.ABSOLUTE);
    }
    pushFront(ahead, symlink.linkTarget());
    int followed = 0;
    while (!ahead.isEmpty()) {
      String segment = ahead.pop();
      if (segment.equals("..")) {
        if (at.isEmpty()) {
          return Optional.of(Escape.OUT_OF_TREE);
        }
        at.remove(at.size() - 1);
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        at.add(segment);
        Optional<ManifestEntry> next =
            tree.find(String.join("/", at)).filter(ManifestEntry::isSymlink);
        if (next.isPresent()) {
          if (++followed > MAX_FOLLOWED) {
            return Optional.empty();
          }
          at.remove(at.size() - 1);
          if (isAbsolute(next.get().linkTarget())) {
            return Optional.of(Escape.ABSOLUTE);
          }
          pushFront(ahead, next.get().linkTarget());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isAbsolute(String target) {
    return target.startsWith("/");
  }

  private static List<String> segments(String path) {
    return path.isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(path.split("/")));
  }

  private static void pushFront(Deque<String> ahead, String target) {
    String[] segments = target.split("/");
    for (int i = segments.length - 1; i >= 0; i--) {
      ahead.push(segments[i]);
    }
  }
}
