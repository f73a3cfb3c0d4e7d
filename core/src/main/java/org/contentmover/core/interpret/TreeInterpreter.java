package org.contentmover.core.interpret;

import static org.contentmover.core.interpret.RefusalReason.UNSAFE_PATH;
import static org.contentmover.core.interpret.RefusalReason.WRONG_COMMANDS;

import java.io.IOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.contentmover.core.manifest.EntryKind;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.MovedTree;
import org.contentmover.core.manifest.PackedChanges;
import org.contentmover.core.manifest.Scratch;
import org.contentmover.core.manifest.TreeChange;
import org.contentmover.core.manifest.TreePath;
import org.contentmover.core.manifest.UnsafePathException;

/**
 * The first pass over an assignment: what the tree becomes, worked out before anything is written,
 * so that one bad command rejects all (CI-6).
 *
 * <p>Used once, by one thread. Changes are given one by one and go into a {@link Scratch}, as the
 * resulting tree does; on the heap are some bytes for each entry.
 */
public final class TreeInterpreter {
  private final Manifest base;
  private final FileSystemTraits traits;
  private final Scratch.Source scratch;

  /** Directories that move, and where to; or go. */
  private final Map<String, Optional<String>> ways = new HashMap<>();

  /** All other changes. */
  private final PackedChanges changes;

  public TreeInterpreter(Manifest base, FileSystemTraits traits, Scratch.Source scratch) {
    this.base = base;
    this.traits = traits;
    this.scratch = scratch;
    this.changes = new PackedChanges(scratch.next());
  }

  /**
   * Takes the next change. Directories that move or go come before all others.
   *
   * @throws AssignmentRejected when its path is not safe on this file system, or it moves or
   *     removes what is no directory of the base
   */
  public void accept(TreeChange change) throws IOException, AssignmentRejected {
    if (traits.backslashSeparates() && change.path().indexOf('\\') >= 0) {
      throw new AssignmentRejected(
          UNSAFE_PATH,
          "path \"" + change.path() + "\" contains a backslash, which parts directories here");
    }
    if (change instanceof TreeChange.MoveDirectory move) {
      requireFine(change, move.path().isEmpty() ? "it would be the root" : null);
      lead(change, move.from(), Optional.of(move.path()));
    } else if (change instanceof TreeChange.RemoveDirectory) {
      lead(change, change.path(), Optional.empty());
    } else {
      changes.add(change);
    }
  }

  private void lead(TreeChange change, String directory, Optional<String> to)
      throws AssignmentRejected {
    requireFine(
        change, changes.size() > 0 ? "directories move and go before anything else changes" : null);
    requireFine(change, directory.isEmpty() ? "the root stays" : null);
    boolean there = base.find(directory).filter(ManifestEntry::isDirectory).isPresent();
    requireFine(change, there ? null : "\"" + directory + "\" is no directory of the base");
    requireFine(change, ways.putIfAbsent(directory, to) == null ? null : PathChanges.TWICE);
  }

  private static void requireFine(TreeChange change, String complaint) throws AssignmentRejected {
    if (complaint != null) {
      throw new AssignmentRejected(
          WRONG_COMMANDS, "command for \"" + change.path() + "\" is refused: " + complaint);
    }
  }

  private MovedTree moveDirectories() throws AssignmentRejected {
    try {
      return MovedTree.of(base, ways);
    } catch (UnsafePathException e) {
      throw new AssignmentRejected(UNSAFE_PATH, e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new AssignmentRejected(WRONG_COMMANDS, e.getMessage(), e);
    }
  }

  /**
   * The tree after all changes. Files whose content has still to come have no hash in it.
   *
   * @throws AssignmentRejected when a change contradicts the tree or one before it; when the result
   *     is no tree, a symlink leaves it, or two names fall together on this file system
   */
  public TreeResult result() throws IOException, AssignmentRejected {
    MovedTree start = moveDirectories();
    TreeResult result = merge(start);
    for (ManifestEntry symlink : result.target().ofKind(EntryKind.SYMLINK)) {
      requireInside(result.target(), symlink);
    }
    if (traits.folds()) {
      requireNamesApart(result.target());
    }
    return result;
  }

  private TreeResult merge(MovedTree start) throws IOException, AssignmentRejected {
    int[] byPath = changes.byPath();
    TreeResult.Draft draft =
        new TreeResult.Draft(
            base, changes, scratch.next(base.lengthBytes()), start.size() + changes.size());
    PathChanges ofPath = new PathChanges(base, changes, byPath);
    Iterator<ManifestEntry> entries = start.iterator();
    ManifestEntry old = entries.hasNext() ? entries.next() : null;
    int index = 0;
    int next = 0;
    try {
      while (old != null || next < byPath.length) {
        String changed = next < byPath.length ? changes.path(byPath[next]) : null;
        int order = compare(old, changed);
        if (order < 0) {
          draft.add(old, start.origin(index));
        } else {
          int origin = order == 0 ? start.origin(index) : PathChanges.NOWHERE;
          next = ofPath.carryOut(next, order == 0 ? old : null, origin);
          if (ofPath.entry() != null) {
            draft.add(ofPath.entry(), ofPath.origin());
          }
        }
        if (order <= 0) {
          old = entries.hasNext() ? entries.next() : null;
          index++;
        }
      }
      return draft.result();
    } catch (IllegalArgumentException e) {
      throw new AssignmentRejected(
          WRONG_COMMANDS, "the commands do not result in a tree: " + e.getMessage(), e);
    }
  }

  private static int compare(ManifestEntry old, String changed) {
    if (old == null || changed == null) {
      return old == null ? 1 : -1;
    }
    return TreePath.ORDER.compare(old.path(), changed);
  }

  private static void requireInside(Manifest tree, ManifestEntry symlink)
      throws AssignmentRejected {
    Optional<SymlinkGuard.Escape> escape = SymlinkGuard.check(tree, symlink);
    if (escape.isPresent()) {
      throw new AssignmentRejected(
          RefusalReason.UNSAFE_SYMLINK,
          "symlink \""
              + symlink.path()
              + "\" -> \""
              + symlink.linkTarget()
              + "\" leaves the tree ("
              + escape.get()
              + ")");
    }
  }

  private void requireNamesApart(Manifest tree) throws AssignmentRejected {
    Map<String, String> byFolded = new HashMap<>();
    for (ManifestEntry entry : tree) {
      String twin = byFolded.putIfAbsent(fold(entry.path()), entry.path());
      if (twin != null) {
        throw new AssignmentRejected(
            UNSAFE_PATH,
            "\"" + twin + "\" and \"" + entry.path() + "\" are one name on this file system");
      }
    }
  }

  private String fold(String path) {
    String folded = traits.foldsUnicode() ? Normalizer.normalize(path, Normalizer.Form.NFD) : path;
    if (!traits.foldsCase()) {
      return folded;
    }
    // Capital sharp s becomes a small one first, and then "SS" like that.
    return folded.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
