package org.contentmover.core.manifest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What is left of a tree when some of its directories move and others go, all at one moment: an
 * entry moves or goes with the nearest directory above it, or itself, that does. So directories may
 * change places, or move out of one that goes.
 *
 * <p>Not yet a tree: the directories things are moved into may have still to be made. Immutable.
 */
public final class MovedTree implements Iterable<ManifestEntry> {
  private final PackedEntries base;

  /** Null when nothing moved or went. */
  private final Ways ways;

  /** Index in the base of each entry, in canonical order of what they are now. */
  private final int[] origins;

  private MovedTree(PackedEntries base, Ways ways, int[] origins) {
    this.base = base;
    this.ways = ways;
    this.origins = origins;
  }

  /**
   * Moves and removes.
   *
   * @param ways directories of the base, and where each is moved to; empty for those that go
   * @throws IllegalArgumentException naming a path two entries would have, or one that is not safe
   */
  public static MovedTree of(Manifest base, Map<String, Optional<String>> ways) {
    PackedEntries entries = base.packed();
    if (ways.isEmpty()) {
      return new MovedTree(entries, null, null);
    }
    Ways nearest = new Ways(entries, ways);
    int[] left = new int[entries.size()];
    int count = 0;
    for (int i = 0; i < entries.size(); i++) {
      if (nearest.leads(i) != null) {
        left[count++] = i;
      }
    }
    int[] sorted =
        RunSort.sorted(
            Arrays.copyOf(left, count),
            (a, b) -> {
              int order = TreePath.ORDER.compare(nearest.leads(a), nearest.leads(b));
              return order != 0 ? order : Integer.compare(a, b);
            });
    MovedTree tree = new MovedTree(entries, nearest, sorted);
    tree.requirePathsApart();
    return tree;
  }

  private void requirePathsApart() {
    String before = null;
    for (int i = 0; i < size(); i++) {
      String path = TreePath.requireSafe(ways.leads(origins[i]));
      if (path.equals(before)) {
        throw new IllegalArgumentException(
            "two entries get the path \"" + path + "\" when directories are moved");
      }
      before = path;
    }
  }

  /** How many entries are left. */
  public int size() {
    return origins == null ? base.size() : origins.length;
  }

  /** What is left, in canonical order; each entry is made when it is asked for. */
  @Override
  public Iterator<ManifestEntry> iterator() {
    if (origins == null) {
      return base.iterator();
    }
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < origins.length;
      }

      @Override
      public ManifestEntry next() {
        if (next == origins.length) {
          throw new NoSuchElementException();
        }
        int origin = origins[next++];
        return base.get(origin).at(ways.leads(origin));
      }
    };
  }

  /** The index in the base of an entry, given by its own among those left. */
  public int origin(int index) {
    return origins == null ? index : origins[index];
  }

  /** Where the nearest directory leads; entries of one directory are asked for in a row. */
  private static final class Ways {
    private final PackedEntries base;
    private final Map<String, Optional<String>> ways;
    private final Map<String, Optional<String>> known = new HashMap<>();

    Ways(PackedEntries base, Map<String, Optional<String>> ways) {
      this.base = base;
      this.ways = ways;
    }

    /** The new path of an entry, null when it goes. */
    String leads(int index) {
      String path = base.path(index);
      if (base.isDirectory(index)) {
        return directory(path).orElse(null);
      }
      return directory(TreePath.parent(path))
          .map(parent -> TreePath.child(parent, TreePath.name(path)))
          .orElse(null);
    }

    /** A directory comes before what is in it, so those above are known. */
    private Optional<String> directory(String path) {
      Optional<String> leads = known.get(path);
      if (leads == null) {
        leads = ways.get(path);
        if (leads == null) {
          leads =
              path.isEmpty()
                  ? Optional.of(path)
                  : directory(TreePath.parent(path))
                      .map(parent -> TreePath.child(parent, TreePath.name(path)));
        }
        known.put(path, leads);
      }
      return leads;
    }
  }
}
