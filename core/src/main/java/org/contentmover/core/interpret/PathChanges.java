package org.contentmover.core.interpret;

import java.util.Optional;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.PackedChanges;
import org.contentmover.core.manifest.TreeChange;

/**
 * Carries out the changes of one path after the other; each answers with what is wrong with it, if
 * anything. One thread.
 */
final class PathChanges implements TreeChange.Visitor<String> {
  static final String TWICE = "there was one for the same path before";

  /** The origin of what is not there. */
  static final int NOWHERE = Integer.MIN_VALUE;

  private final Manifest base;
  private final PackedChanges changes;
  private final int[] byPath;
  private int number;
  private ManifestEntry entry;
  private int origin;
  private boolean changed;

  PathChanges(Manifest base, PackedChanges changes, int[] byPath) {
    this.base = base;
    this.changes = changes;
    this.byPath = byPath;
  }

  /**
   * Carries out all changes of a path.
   *
   * @param first of them, among the changes by path
   * @param old what is there, null for nothing
   * @param oldOrigin where that comes from
   * @return the first change of the next path
   * @throws AssignmentRejected when one contradicts what is there, or one before it
   */
  int carryOut(int first, ManifestEntry old, int oldOrigin) throws AssignmentRejected {
    entry = old;
    origin = oldOrigin;
    changed = false;
    int next = first;
    do {
      number = byPath[next++];
      TreeChange change = changes.get(number);
      String complaint = change.accept(this);
      if (complaint != null) {
        throw new AssignmentRejected(
            RefusalReason.WRONG_COMMANDS,
            "command for \"" + change.path() + "\" is refused: " + complaint);
      }
      changed = true;
    } while (next < byPath.length && changes.sharePath(number, byPath[next]));
    return next;
  }

  /** What is there now, null for nothing. */
  ManifestEntry entry() {
    return entry;
  }

  /** Where it comes from: an index in the base, or as {@link #ofChange} says. */
  int origin() {
    return origin;
  }

  /** Stands for a change among origins, of which those of the base are not negative. */
  static int ofChange(int number) {
    return -1 - number;
  }

  /** An entry is put at most once; before that it may have been removed, when its kind changes. */
  private String put(ManifestEntry now, int from) {
    if (changed && entry != null) {
      return TWICE;
    }
    entry = now;
    origin = from;
    return null;
  }

  private String putInPlace(ManifestEntry now) {
    return entry != null && entry.kind() != now.kind()
        ? "a " + entry.kind() + " is there"
        : put(now, ofChange(number));
  }

  @Override
  public String makeDirectory(TreeChange.MakeDirectory change) {
    return entry != null ? "something is there already" : put(change.entry(), ofChange(number));
  }

  @Override
  public String putFile(TreeChange.PutFile change) {
    return putInPlace(change.entry());
  }

  @Override
  public String putSymlink(TreeChange.PutSymlink change) {
    return putInPlace(change.entry());
  }

  @Override
  public String copyFile(TreeChange.CopyFile change) {
    Optional<ManifestEntry> original = original(change.source());
    if (original.isEmpty()) {
      return "its original is no file of the base, and none that is put before";
    }
    try {
      return putInPlace(
          original.get().at(change.path()).withAttributes(change.mode(), change.mtimeNs()));
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private Optional<ManifestEntry> original(TreeChange.CopyFile.Source source) {
    if (source instanceof TreeChange.CopyFile.OfBase it) {
      return it.index() >= 0 && it.index() < base.files().size()
          ? Optional.of(base.files().get(it.index()))
          : Optional.empty();
    }
    String path = ((TreeChange.CopyFile.OfNew) source).path();
    int other = changes.find(path, byPath);
    while (other >= 0 && other < byPath.length && byPath[other] < number) {
      TreeChange change = changes.get(byPath[other]);
      if (!change.path().equals(path)) {
        break;
      }
      if (change instanceof TreeChange.PutFile it) {
        return Optional.of(it.entry());
      }
      other++;
    }
    return Optional.empty();
  }

  @Override
  public String setAttributes(TreeChange.SetAttributes change) {
    if (entry == null) {
      return "nothing is there";
    }
    if (entry.isSymlink()) {
      return "a symlink has no attributes of its own";
    }
    try {
      return put(entry.withAttributes(change.mode(), change.mtimeNs()), origin);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @Override
  public String removeFile(TreeChange.RemoveFile change) {
    if (entry == null) {
      return "nothing is there";
    }
    if (entry.isDirectory()) {
      return "a directory is there";
    }
    if (changed) {
      return TWICE;
    }
    entry = null;
    origin = NOWHERE;
    return null;
  }

  @Override
  public String moveDirectory(TreeChange.MoveDirectory change) {
    throw new IllegalArgumentException("a directory moves before anything else changes");
  }

  @Override
  public String removeDirectory(TreeChange.RemoveDirectory change) {
    throw new IllegalArgumentException("a directory goes before anything else changes");
  }
}
