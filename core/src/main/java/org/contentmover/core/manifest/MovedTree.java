package org.contentmover.core.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is left of a tree when some of its directories move and others go, all at one moment: an
 * entry moves or goes with the nearest directory above it, or itself, that does. So directories may
 * change places, or move out of one that goes.
 *
 * <p>Not yet a tree: the directories things are moved into may have still to be made. Immutable.
 */
public final class MovedTree {
  private final Manifest base;

  /** What is left, in canonical order. */
  private final List<ManifestEntry> entries;

  /** Index in the base for each entry; null when nothing moved or went. */
  private final int[] origins;

  private MovedTree(Manifest base, List<ManifestEntry> entries, int[] origins) {
    this.base = base;
    this.entries = entries;
    this.origins = origins;
  }

  /** An entry on its way to another path. */
  private record Moved(ManifestEntry entry, int origin) {}

  /**
   * Moves and removes.
   *
   * @param ways directories of the base, and where each is moved to; empty for those that go
   * @throws IllegalArgumentException naming a path two entries would have, or one that is not safe
   */
  public static MovedTree of(Manifest base, Map<String, Optional<String>> ways) {
    if (ways.isEmpty()) {
      return new MovedTree(base, base.entries(), null);
    }
    Ways nearest = new Ways(ways);
    List<ManifestEntry> staying = new ArrayList<>();
    List<Moved> moved = new ArrayList<>();
    int[] origins = new int[base.size()];
    for (int i = 0; i < base.size(); i++) {
      ManifestEntry entry = base.entries().get(i);
      String path = nearest.leads(entry);
      if (path == null) {
        continue;
      }
      if (path.equals(entry.path())) {
        origins[staying.size()] = i;
        staying.add(entry);
      } else {
        moved.add(new Moved(entry.at(path), i));
      }
    }
    moved.sort((a, b) -> TreePath.ORDER.compare(a.entry().path(), b.entry().path()));
    return merge(base, staying, origins, moved);
  }

  private static MovedTree merge(
      Manifest base, List<ManifestEntry> staying, int[] stayingOrigins, List<Moved> moved) {
    int size = staying.size() + moved.size();
    List<ManifestEntry> entries = new ArrayList<>(size);
    int[] origins = new int[size];
    int next = 0;
    for (int i = 0; i <= staying.size(); i++) {
      while (next < moved.size() && (i == staying.size() || isBefore(moved, next, staying, i))) {
        add(moved.get(next).entry(), moved.get(next).origin(), entries, origins);
        next++;
      }
      if (i < staying.size()) {
        add(staying.get(i), stayingOrigins[i], entries, origins);
      }
    }
    return new MovedTree(base, entries, origins);
  }

  private static boolean isBefore(List<Moved> moved, int next, List<ManifestEntry> staying, int i) {
    return TreePath.ORDER.compare(moved.get(next).entry().path(), staying.get(i).path()) < 0;
  }

  private static void add(
      ManifestEntry entry, int origin, List<ManifestEntry> entries, int[] origins) {
    if (!entries.isEmpty() && entries.get(entries.size() - 1).path().equals(entry.path())) {
      throw new IllegalArgumentException(
          "two entries get the path \"" + entry.path() + "\" when directories are moved");
    }
    origins[entries.size()] = origin;
    entries.add(entry);
  }

  /** What is left, in canonical order; unmodifiable by those who ask. */
  public List<ManifestEntry> entries() {
    return entries;
  }

  /** The entry at a path, found in O(log n). */
  public Optional<ManifestEntry> find(String path) {
    int index = Manifest.indexOf(entries, path);
    return index < 0 ? Optional.empty() : Optional.of(entries.get(index));
  }

  /** The entry of the base that now has a path. */
  public Optional<ManifestEntry> originOf(String path) {
    int index = Manifest.indexOf(entries, path);
    if (index < 0) {
      return Optional.empty();
    }
    return Optional.of(base.entries().get(origins == null ? index : origins[index]));
  }

  /** Where the nearest directory leads; entries of one directory are asked for in a row. */
  private static final class Ways {
    private final Map<String, Optional<String>> ways;
    private final Map<String, Optional<String>> known = new HashMap<>();

    Ways(Map<String, Optional<String>> ways) {
      this.ways = ways;
    }

    /** The new path of an entry, null when it goes. */
    String leads(ManifestEntry entry) {
      if (entry.isDirectory()) {
        return directory(entry.path()).orElse(null);
      }
      return directory(TreePath.parent(entry.path()))
          .map(parent -> TreePath.child(parent, TreePath.name(entry.path())))
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
