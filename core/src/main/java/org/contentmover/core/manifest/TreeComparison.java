package org.contentmover.core.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.contentmover.core.manifest.ChangedPath.Kind;

/**
 * How two trees differ, for people (CM-11): each path that differs is counted once, and the first
 * of every kind are named. What has moved is what the assignment would say has moved. Takes a few
 * passes over both trees.
 */
public final class TreeComparison {
  private final Map<Kind, Long> counts;
  private final List<ChangedPath> paths;
  private final long contentBytes;

  private TreeComparison(Finder finder, long contentBytes) {
    this.counts = Collections.unmodifiableMap(finder.counts);
    this.paths = finder.paths();
    this.contentBytes = contentBytes;
  }

  /**
   * Compares.
   *
   * @param most how many paths of each kind are named
   */
  public static TreeComparison of(Manifest before, Manifest now, int most) {
    Finder finder = new Finder(before, now, most);
    long contentBytes = 0;
    for (TreeChange change : ManifestDiff.between(before, now).changes()) {
      if (change instanceof TreeChange.PutFile put) {
        contentBytes += put.entry().sizeBytes();
      } else if (change instanceof TreeChange.MoveDirectory move) {
        finder.moved(move);
      } else if (change instanceof TreeChange.CopyFile copy) {
        finder.copied(copy);
      }
    }
    finder.find();
    return new TreeComparison(finder, contentBytes);
  }

  /** How many entries are new, changed, removed or moved. */
  public long count(Kind kind) {
    return counts.get(kind);
  }

  public boolean isEmpty() {
    return paths.isEmpty();
  }

  /** The first of each kind in canonical order. */
  public List<ChangedPath> paths() {
    return paths;
  }

  /**
   * All content that the one tree has and the other has not, each once and as it is: of a changed
   * file the whole. No update has to send more content.
   */
  public long contentBytes() {
    return contentBytes;
  }

  /** One line, while what it stands for is counted. */
  private static final class Line {
    private final Kind kind;
    private final String path;
    private final String from;
    private final long sizeBytes;
    private long entries = 1;

    Line(Kind kind, String path, String from, ManifestEntry now) {
      this.kind = kind;
      this.path = path;
      this.from = from;
      this.sizeBytes = now != null && now.isFile() ? now.sizeBytes() : 0;
    }

    ChangedPath path() {
      return new ChangedPath(kind, path, from, entries, sizeBytes);
    }
  }

  private static final class Finder {
    private final Manifest before;
    private final Manifest now;
    private final int most;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, List<Line>> lines = new EnumMap<>(Kind.class);

    /** Directories that move: where to, and where from. */
    private final Map<String, String> ways = new HashMap<>();

    private final Map<String, String> origins = new HashMap<>();

    /** Files that move by themselves: where from, by where they are now. */
    private final Map<String, String> files = new HashMap<>();

    private final Set<String> left = new HashSet<>();

    /** The line a directory belongs to that went or moved. */
    private final Map<String, Line> gone = new HashMap<>();

    private final Map<String, Line> come = new HashMap<>();

    Finder(Manifest before, Manifest now, int most) {
      this.before = before;
      this.now = now;
      this.most = most;
      for (Kind kind : Kind.values()) {
        counts.put(kind, 0L);
        lines.put(kind, new ArrayList<>());
      }
    }

    void moved(TreeChange.MoveDirectory move) {
      ways.put(move.from(), move.path());
      origins.put(move.path(), move.from());
    }

    /** A copy of what is nowhere else any more has moved. */
    void copied(TreeChange.CopyFile copy) {
      if (copy.source() instanceof TreeChange.CopyFile.OfBase of) {
        String from = before.files().get(of.index()).path();
        boolean moved =
            before.find(copy.path()).isEmpty()
                && now.find(from).isEmpty()
                && led(from, ways) == null
                && led(copy.path(), origins) == null
                && left.add(from);
        if (moved) {
          files.put(copy.path(), from);
        }
      }
    }

    /**
     * Where a path leads with the directory above it, or itself, that moves; null for none does.
     */
    private static String led(String path, Map<String, String> ways) {
      if (ways.isEmpty()) {
        return null;
      }
      for (String above = path; !above.isEmpty(); above = TreePath.parent(above)) {
        String to = ways.get(above);
        if (to != null) {
          return to + path.substring(above.length());
        }
      }
      return null;
    }

    void find() {
      for (UnequalEntries unequal = UnequalEntries.of(before, now); unequal.next(); ) {
        ManifestEntry entry = unequal.now();
        if (unequal.before() == null) {
          came(entry);
        } else if (entry == null) {
          went(unequal.before());
        } else {
          line(Kind.CHANGED, entry.path(), "", entry);
        }
      }
    }

    private void came(ManifestEntry entry) {
      String from = files.get(entry.path());
      if (from != null) {
        line(Kind.MOVED, entry.path(), from, entry);
        return;
      }
      from = led(entry.path(), origins);
      ManifestEntry old = from == null ? null : before.find(from).orElse(null);
      if (old == null) {
        line(Kind.NEW, entry.path(), "", entry);
      } else if (origins.containsKey(entry.path())) {
        come.put(entry.path(), line(Kind.MOVED, entry.path(), from, entry));
      } else if (isSame(old, entry)) {
        Line with = come.get(TreePath.parent(entry.path()));
        with.entries++;
        counts.merge(Kind.MOVED, 1L, Long::sum);
        if (entry.isDirectory()) {
          come.put(entry.path(), with);
        }
      } else {
        line(Kind.CHANGED, entry.path(), from, entry);
        if (entry.isDirectory()) {
          come.put(entry.path(), come.get(TreePath.parent(entry.path())));
        }
      }
    }

    private static boolean isSame(ManifestEntry old, ManifestEntry entry) {
      return old.kind() == entry.kind()
          && old.sameContent(entry)
          && old.mode() == entry.mode()
          && old.mtimeNs() == entry.mtimeNs();
    }

    private void went(ManifestEntry old) {
      String path = old.path();
      String to = led(path, ways);
      if (left.contains(path) || to != null && now.find(to).isPresent()) {
        return;
      }
      Line with = path.isEmpty() ? null : gone.get(TreePath.parent(path));
      if (with == null) {
        with = line(Kind.REMOVED, path, "", null);
      } else {
        with.entries++;
        counts.merge(Kind.REMOVED, 1L, Long::sum);
      }
      if (old.isDirectory()) {
        gone.put(path, with);
      }
    }

    private Line line(Kind kind, String path, String from, ManifestEntry entry) {
      Line line = new Line(kind, path, from, entry);
      counts.merge(kind, 1L, Long::sum);
      if (lines.get(kind).size() < most) {
        lines.get(kind).add(line);
      }
      return line;
    }

    List<ChangedPath> paths() {
      return lines.values().stream().flatMap(List::stream).map(Line::path).toList();
    }
  }
}
