package org.contentmover.core.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * The ordered changes that turn one tree into another (CM-2, CM-11): first removals, innermost
 * first; then everything new or changed, directories before what is in them.
 *
 * @param changes in the order in which they are to be carried out
 */
public record ManifestDiff(List<TreeChange> changes) {
  public ManifestDiff {
    changes = List.copyOf(changes);
  }

  /** Compares two trees in one pass over both. */
  public static ManifestDiff between(Manifest from, Manifest to) {
    List<TreeChange> removals = new ArrayList<>();
    List<TreeChange> additions = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < from.size() || j < to.size()) {
      int order = compareAt(from, i, to, j);
      if (order < 0) {
        removals.add(removal(from.entries().get(i++)));
      } else if (order > 0) {
        additions.add(addition(to.entries().get(j++)));
      } else {
        change(from.entries().get(i++), to.entries().get(j++), removals, additions);
      }
    }
    List<TreeChange> ordered = new ArrayList<>(removals.size() + additions.size());
    for (int k = removals.size() - 1; k >= 0; k--) {
      ordered.add(removals.get(k));
    }
    ordered.addAll(additions);
    return new ManifestDiff(ordered);
  }

  private static int compareAt(Manifest from, int i, Manifest to, int j) {
    if (i == from.size()) {
      return 1;
    }
    if (j == to.size()) {
      return -1;
    }
    return TreePath.ORDER.compare(from.entries().get(i).path(), to.entries().get(j).path());
  }

  private static void change(
      ManifestEntry old, ManifestEntry now, List<TreeChange> removals, List<TreeChange> additions) {
    if (old.equals(now)) {
      return;
    }
    if (old.kind() != now.kind()) {
      removals.add(removal(old));
      additions.add(addition(now));
    } else if (old.sameContent(now) && !now.isSymlink()) {
      additions.add(new TreeChange.SetAttributes(now.path(), now.mode(), now.mtimeNs()));
    } else {
      additions.add(addition(now));
    }
  }

  private static TreeChange removal(ManifestEntry entry) {
    return entry.isDirectory()
        ? new TreeChange.RemoveDirectory(entry.path())
        : new TreeChange.RemoveFile(entry.path());
  }

  private static TreeChange addition(ManifestEntry entry) {
    return switch (entry.kind()) {
      case DIRECTORY -> new TreeChange.MakeDirectory(entry);
      case FILE -> new TreeChange.PutFile(entry);
      case SYMLINK -> new TreeChange.PutSymlink(entry);
    };
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
