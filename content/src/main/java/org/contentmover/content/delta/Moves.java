package org.contentmover.content.delta;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;
import org.contentmover.core.manifest.UnequalEntries;

/**
 * Directories that are elsewhere now, found by the content of their files (CM-2). Immutable once
 * made.
 */
final class Moves {
  /** Fewer files are copied one by one. */
  private static final int LEAST_FILES = 8;

  /** Where equal content is found; more of the same says no more. */
  private static final int MAX_PLACES_OF_CONTENT = 8;

  private final Manifest base;
  private final Manifest target;
  private final NavigableMap<String, DirectoryMove> byTo = new TreeMap<>();
  private final NavigableMap<String, DirectoryMove> byFrom = new TreeMap<>();

  Moves(Manifest base, Manifest target) {
    this.base = base;
    this.target = target;
    Map<DirectoryMove, Integer> votes = votes();
    votes.values().removeIf(files -> files < LEAST_FILES);
    votes.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<DirectoryMove, Integer> vote) -> -vote.getValue())
                .thenComparing(vote -> vote.getKey().from())
                .thenComparing(vote -> vote.getKey().to()))
        .forEach(vote -> take(vote.getKey(), vote.getValue()));
  }

  /** None of them lies in another one, neither before nor after. */
  List<DirectoryMove> all() {
    return List.copyOf(byFrom.values());
  }

  /** Where what is at a path of the target was in the base, if moves are all that happened. */
  String origin(String path) {
    DirectoryMove move = around(byTo, path);
    return move == null ? path : move.from() + path.substring(move.to().length());
  }

  /** How many files have gone from where to where. */
  private Map<DirectoryMove, Integer> votes() {
    Map<ContentHash, List<String>> gone = new HashMap<>();
    List<ManifestEntry> come = new ArrayList<>();
    for (UnequalEntries unequal = UnequalEntries.of(base, target); unequal.next(); ) {
      ManifestEntry before = unequal.before();
      ManifestEntry now = unequal.now();
      if (now == null && before.isFile() && before.sizeBytes() > 0) {
        List<String> places = gone.computeIfAbsent(before.sha256(), hash -> new ArrayList<>(1));
        if (places.size() < MAX_PLACES_OF_CONTENT) {
          places.add(before.path());
        }
      } else if (before == null && now.isFile()) {
        come.add(now);
      }
    }
    Map<DirectoryMove, Integer> votes = new HashMap<>();
    for (ManifestEntry entry : come) {
      for (String from : gone.getOrDefault(entry.sha256(), List.of())) {
        DirectoryMove move = between(from, entry.path());
        if (move != null) {
          votes.merge(move, 1, Integer::sum);
        }
      }
    }
    return votes;
  }

  /** The uppermost directories that tell two places of a file apart; null when there are none. */
  private DirectoryMove between(String from, String to) {
    int common = 0;
    while (common < from.length()
        && common < to.length()
        && from.charAt(from.length() - 1 - common) == to.charAt(to.length() - 1 - common)) {
      common++;
    }
    for (int rest = common; rest > 0; rest--) {
      int fromEnd = from.length() - rest;
      int toEnd = to.length() - rest;
      if (fromEnd > 0 && toEnd > 0 && from.charAt(fromEnd) == '/' && to.charAt(toEnd) == '/') {
        String before = from.substring(0, fromEnd);
        String after = to.substring(0, toEnd);
        if (target.find(before).isEmpty() && base.find(after).isEmpty()) {
          return new DirectoryMove(before, after);
        }
      }
    }
    return null;
  }

  private void take(DirectoryMove move, int files) {
    if (overlaps(byFrom, move.from())
        || overlaps(byTo, move.to())
        || 2L * files < base.filesBelow(move.from())) {
      return;
    }
    byFrom.put(move.from(), move);
    byTo.put(move.to(), move);
  }

  private static boolean overlaps(NavigableMap<String, DirectoryMove> taken, String path) {
    String below = taken.ceilingKey(path + "/");
    return taken.containsKey(path)
        || around(taken, path) != null
        || below != null && below.startsWith(path + "/");
  }

  /** The move of a directory above a path. */
  private static DirectoryMove around(NavigableMap<String, DirectoryMove> moves, String path) {
    if (moves.isEmpty()) {
      return null;
    }
    for (String parent = path; !parent.isEmpty(); ) {
      parent = TreePath.parent(parent);
      DirectoryMove move = moves.get(parent);
      if (move != null) {
        return move;
      }
    }
    return null;
  }
}
