package org.contentmover.core.manifest;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds directories that have another path now (CM-2). Each file that is new at its path and whose
 * content was at a path that lost it speaks for the move of the outermost directory that explains
 * it; what many speak for is a move. Some twenty bytes for each such file, O(n).
 */
final class DirectoryMoves {
  /** So many files have to have moved together. */
  static final int LEAST_FILES = 8;

  /** Equal files looked at for each new one: enough to find the one of the same name. */
  private static final int MAX_EQUAL_FILES = 64;

  /** Moves looked at meanwhile; when there are more, those with few voices are forgotten. */
  private static final int MOST_MOVES = 50_000;

  private final Manifest base;
  private final Manifest target;
  private final Map<Move, Boolean> possible = new HashMap<>();
  private final Map<Move, Integer> votes = new LinkedHashMap<>();
  private int mostVotes = MOST_MOVES;

  private record Move(String from, String to) {}

  private DirectoryMoves(Manifest base, Manifest target) {
    this.base = base;
    this.target = target;
  }

  /**
   * Where directories of the base are in the target; each at a path that was free, and none where
   * it was. No two of them lie in each other, neither before nor after.
   */
  static Map<String, Optional<String>> between(Manifest base, Manifest target) {
    return new DirectoryMoves(base, target).find();
  }

  private Map<String, Optional<String>> find() {
    BitSet lost = new BitSet();
    BitSet won = new BitSet();
    for (UnequalEntries unequal = UnequalEntries.of(base, target); unequal.next(); ) {
      ManifestEntry before = unequal.before();
      ManifestEntry now = unequal.now();
      if (before == null || now == null || !before.sameContent(now)) {
        lost.set(
            unequal.indexBefore(), unequal.indexBefore() + 1, before != null && before.isFile());
        won.set(unequal.indexNow(), unequal.indexNow() + 1, now != null && now.isFile());
      }
    }
    if (lost.cardinality() < LEAST_FILES || won.cardinality() < LEAST_FILES) {
      return new HashMap<>();
    }
    FilesByContent byContent = new FilesByContent(base, lost);
    int index = 0;
    for (ManifestEntry file : target) {
      if (won.get(index++)) {
        vote(byContent, file);
      }
    }
    return accepted();
  }

  /** Of all places the content was at, the one that explains most. */
  private static final class Best {
    private Move move;
    private int looked;

    boolean sees(Move found) {
      if (found != null && (move == null || found.to().length() < move.to().length())) {
        move = found;
      }
      return ++looked < MAX_EQUAL_FILES;
    }
  }

  private void vote(FilesByContent byContent, ManifestEntry file) {
    Best best = new Best();
    byContent.forEach(file.sha256(), old -> best.sees(outermost(old.path(), file.path())));
    if (best.move != null) {
      votes.merge(best.move, 1, Integer::sum);
    }
    if (votes.size() > mostVotes) {
      // Files come in the order of their directories: what has few voices by now hardly gets more.
      votes.values().removeIf(voices -> voices < LEAST_FILES);
      mostVotes = Math.max(MOST_MOVES, 2 * votes.size());
    }
    if (possible.size() > MOST_MOVES) {
      possible.clear();
    }
  }

  /** Null when the file would have got another name, or no directory can have moved. */
  private Move outermost(String oldPath, String newPath) {
    Move found = null;
    String from = oldPath;
    String to = newPath;
    while (TreePath.name(from).equals(TreePath.name(to))) {
      from = TreePath.parent(from);
      to = TreePath.parent(to);
      if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
        break;
      }
      Move move = new Move(from, to);
      if (possible.computeIfAbsent(move, this::isPossible)) {
        found = move;
      }
    }
    return found;
  }

  private boolean isPossible(Move move) {
    return base.find(move.to()).isEmpty()
        && target.find(move.from()).filter(ManifestEntry::isDirectory).isEmpty();
  }

  private Map<String, Optional<String>> accepted() {
    Map<String, Optional<String>> accepted = new HashMap<>();
    Set<String> sources = new HashSet<>();
    Set<String> targets = new HashSet<>();
    List<Map.Entry<Move, Integer>> ranked = new ArrayList<>(votes.entrySet());
    ranked.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    for (Map.Entry<Move, Integer> it : ranked) {
      Move move = it.getKey();
      if (it.getValue() >= LEAST_FILES
          && 2 * it.getValue() >= entriesBelow(move.from())
          && isApart(move.from(), sources)
          && isApart(move.to(), targets)) {
        accepted.put(move.from(), Optional.of(move.to()));
        addWithParents(move.from(), sources);
        addWithParents(move.to(), targets);
      }
    }
    return accepted;
  }

  /** What is in a directory of the base: all paths that begin with its own and a slash. */
  private int entriesBelow(String directory) {
    return base.firstFrom(directory + '0') - base.firstFrom(directory + '/');
  }

  /**
   * The set holds directories with all those above them, and those below are found by walking up.
   */
  private static boolean isApart(String directory, Set<String> marked) {
    if (marked.contains(directory)) {
      return false;
    }
    for (String above = directory; !above.isEmpty(); above = TreePath.parent(above)) {
      if (marked.contains(above + '/')) {
        return false;
      }
    }
    return true;
  }

  /** A slash marks the directory itself. */
  private static void addWithParents(String directory, Set<String> marked) {
    marked.add(directory + '/');
    for (String above = directory; !above.isEmpty(); above = TreePath.parent(above)) {
      marked.add(above);
    }
  }
}
