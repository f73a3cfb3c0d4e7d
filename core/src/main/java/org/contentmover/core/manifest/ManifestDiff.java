package org.contentmover.core.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ordered changes that turn one tree into another (CM-2, CM-11): first directories that move or
 * go, at one moment; then other removals, innermost first; then everything new or changed,
 * directories before what is in them. A file whose content is in the base, or in a file put before
 * it, is a copy.
 *
 * @param changes in the order in which they are to be carried out
 */
public record ManifestDiff(List<TreeChange> changes) {
  public ManifestDiff {
    changes = List.copyOf(changes);
  }

  /** Compares two trees in a few passes over both. */
  public static ManifestDiff between(Manifest from, Manifest to) {
    Map<String, Optional<String>> ways = DirectoryMoves.between(from, to);
    return ways.isEmpty() ? inPlace(from, to) : moved(from, to, ways);
  }

  /** Nothing moves: what is equal need not be looked at. */
  private static ManifestDiff inPlace(Manifest from, Manifest to) {
    List<TreeChange> changes = new ArrayList<>();
    List<TreeChange> removals = new ArrayList<>();
    List<TreeChange> additions = new ArrayList<>();
    Set<String> gone = new HashSet<>();
    for (UnequalEntries unequal = UnequalEntries.of(from, to); unequal.next(); ) {
      ManifestEntry old = unequal.before();
      ManifestEntry now = unequal.now();
      if (old == null) {
        additions.add(addition(now));
      } else if (old.isDirectory() && (now == null || !now.isDirectory())) {
        // A directory comes before everything in it, which goes with it.
        if (!isIn(gone, old)) {
          changes.add(new TreeChange.RemoveDirectory(old.path()));
        }
        gone.add(old.path());
        if (now != null) {
          additions.add(addition(now));
        }
      } else if (now != null) {
        change(old, now, removals, additions);
      } else if (!isIn(gone, old)) {
        removals.add(new TreeChange.RemoveFile(old.path()));
      }
    }
    return new ManifestDiff(inOrder(from, changes, removals, additions));
  }

  private static boolean isIn(Set<String> directories, ManifestEntry entry) {
    return !entry.path().isEmpty() && directories.contains(TreePath.parent(entry.path()));
  }

  private static ManifestDiff moved(
      Manifest from, Manifest to, Map<String, Optional<String>> ways) {
    List<TreeChange> changes = new ArrayList<>();
    ways.forEach((old, now) -> changes.add(new TreeChange.MoveDirectory(old, now.orElseThrow())));
    removeDirectories(from, to, ways, changes);
    Iterator<ManifestEntry> start = MovedTree.of(from, ways).iterator();
    Iterator<ManifestEntry> end = to.iterator();
    List<TreeChange> removals = new ArrayList<>();
    List<TreeChange> additions = new ArrayList<>();
    ManifestEntry old = next(start);
    ManifestEntry now = next(end);
    while (old != null || now != null) {
      int order = compare(old, now);
      if (order < 0) {
        removals.add(new TreeChange.RemoveFile(old.path()));
      } else if (order > 0) {
        additions.add(addition(now));
      } else {
        change(old, now, removals, additions);
      }
      old = order <= 0 ? next(start) : old;
      now = order >= 0 ? next(end) : now;
    }
    return new ManifestDiff(inOrder(from, changes, removals, additions));
  }

  private static List<TreeChange> inOrder(
      Manifest from,
      List<TreeChange> directories,
      List<TreeChange> removals,
      List<TreeChange> additions) {
    List<TreeChange> changes = new ArrayList<>(directories);
    for (int k = removals.size() - 1; k >= 0; k--) {
      changes.add(removals.get(k));
    }
    changes.addAll(new Copies(from).found(additions));
    return changes;
  }

  /** The outermost of those that are nowhere any more. */
  private static void removeDirectories(
      Manifest from, Manifest to, Map<String, Optional<String>> ways, List<TreeChange> changes) {
    Map<String, Optional<String>> now = new HashMap<>();
    for (ManifestEntry entry : from) {
      if (!entry.isDirectory()) {
        continue;
      }
      String path = entry.path();
      Optional<String> leads = ways.get(path);
      if (leads == null) {
        leads =
            path.isEmpty()
                ? Optional.of(path)
                : now.get(TreePath.parent(path))
                    .map(parent -> TreePath.child(parent, TreePath.name(path)));
        boolean gone =
            leads.isPresent() && to.find(leads.get()).filter(ManifestEntry::isDirectory).isEmpty();
        if (gone) {
          leads = Optional.empty();
          ways.put(path, leads);
          changes.add(new TreeChange.RemoveDirectory(path));
        }
      }
      now.put(path, leads);
    }
  }

  /** Null after the last. */
  private static ManifestEntry next(Iterator<ManifestEntry> entries) {
    return entries.hasNext() ? entries.next() : null;
  }

  private static int compare(ManifestEntry old, ManifestEntry now) {
    if (old == null || now == null) {
      return old == null ? 1 : -1;
    }
    return TreePath.ORDER.compare(old.path(), now.path());
  }

  private static void change(
      ManifestEntry old, ManifestEntry now, List<TreeChange> removals, List<TreeChange> additions) {
    if (old.equals(now)) {
      return;
    }
    if (old.kind() != now.kind()) {
      removals.add(new TreeChange.RemoveFile(old.path()));
      additions.add(addition(now));
    } else if (old.sameContent(now) && !now.isSymlink()) {
      additions.add(new TreeChange.SetAttributes(now.path(), now.mode(), now.mtimeNs()));
    } else {
      additions.add(addition(now));
    }
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

  /** Finds those of the files to be put whose content is there, or put before. */
  private static final class Copies {
    private final Manifest base;

    /** For each content that is put, the file of the base that has it. */
    private Map<ContentHash, Integer> inBase = Map.of();

    private final Map<ContentHash, String> put = new HashMap<>();

    Copies(Manifest base) {
      this.base = base;
    }

    List<TreeChange> found(List<TreeChange> additions) {
      Set<ContentHash> contents = new HashSet<>();
      for (TreeChange change : additions) {
        if (change instanceof TreeChange.PutFile it && it.entry().sizeBytes() > 0) {
          contents.add(it.entry().sha256());
        }
      }
      if (contents.isEmpty()) {
        return additions;
      }
      inBase = base.firstFiles(contents);
      List<TreeChange> changes = new ArrayList<>(additions.size());
      for (TreeChange change : additions) {
        boolean hasContent = change instanceof TreeChange.PutFile it && it.entry().sizeBytes() > 0;
        changes.add(hasContent ? copyOrPut((TreeChange.PutFile) change) : change);
      }
      return changes;
    }

    private TreeChange copyOrPut(TreeChange.PutFile change) {
      ManifestEntry file = change.entry();
      Integer old = inBase.get(file.sha256());
      if (old != null) {
        return copy(file, new TreeChange.CopyFile.OfBase(old));
      }
      String original = put.putIfAbsent(file.sha256(), file.path());
      return original == null ? change : copy(file, new TreeChange.CopyFile.OfNew(original));
    }

    private static TreeChange copy(ManifestEntry file, TreeChange.CopyFile.Source source) {
      return new TreeChange.CopyFile(file.path(), file.mode(), file.mtimeNs(), source);
    }
  }
}
