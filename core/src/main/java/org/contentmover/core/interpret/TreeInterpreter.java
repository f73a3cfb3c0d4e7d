package org.contentmover.core.interpret;

import static org.contentmover.core.interpret.RefusalReason.UNSAFE_PATH;
import static org.contentmover.core.interpret.RefusalReason.WRONG_COMMANDS;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.MovedTree;
import org.contentmover.core.manifest.TreeChange;
import org.contentmover.core.manifest.TreePath;
import org.contentmover.core.manifest.UnsafePathException;

/**
 * The first pass over an assignment: what the tree becomes, worked out in memory before anything is
 * written, so that one bad command rejects all (CI-6).
 *
 * <p>Used once, by one thread. Changes are given one by one and need not stay in memory; at the end
 * {@link #result} merges them with the base.
 */
public final class TreeInterpreter {
  private final Manifest base;
  private final FileSystemTraits traits;

  /** Directories that move, and where to; or go. */
  private final Map<String, Optional<String>> ways = new HashMap<>();

  /** What is left then; null while directories may still be moved. */
  private MovedTree start;

  /** What has been changed since; an absent value is a removed entry. */
  private final Map<String, Optional<ManifestEntry>> changed = new HashMap<>();

  /** Where files come from that are put or copied. */
  private final Map<String, FileOrigin> origins = new HashMap<>();

  /** Asked for by index when files are copied. */
  private List<ManifestEntry> baseFiles;

  private final ChangeVisitor visitor = new ChangeVisitor();

  public TreeInterpreter(Manifest base, FileSystemTraits traits) {
    this.base = base;
    this.traits = traits;
  }

  /**
   * Takes the next change. Directories that move or go come before all others.
   *
   * @throws AssignmentRejected when it contradicts the tree as it stands, or its path is not safe
   *     on this file system
   */
  public void accept(TreeChange change) throws AssignmentRejected {
    if (traits.backslashSeparates() && change.path().indexOf('\\') >= 0) {
      throw new AssignmentRejected(
          UNSAFE_PATH,
          "path \"" + change.path() + "\" contains a backslash, which parts directories here");
    }
    if (!(change instanceof TreeChange.MoveDirectory)
        && !(change instanceof TreeChange.RemoveDirectory)) {
      moveDirectories();
    }
    Optional<String> complaint = change.accept(visitor);
    if (complaint.isPresent()) {
      throw new AssignmentRejected(
          WRONG_COMMANDS, "command for \"" + change.path() + "\" is refused: " + complaint.get());
    }
  }

  private void moveDirectories() throws AssignmentRejected {
    if (start == null) {
      try {
        start = MovedTree.of(base, ways);
      } catch (UnsafePathException e) {
        throw new AssignmentRejected(UNSAFE_PATH, e.getMessage(), e);
      } catch (IllegalArgumentException e) {
        throw new AssignmentRejected(WRONG_COMMANDS, e.getMessage(), e);
      }
    }
  }

  /**
   * The tree after all changes. Files whose content has still to come have no hash in it.
   *
   * @throws AssignmentRejected when it is no tree, a symlink leaves it, or two names fall together
   *     on this file system
   */
  public TreeResult result() throws AssignmentRejected {
    moveDirectories();
    Manifest result;
    try {
      result = Manifest.ofSorted(merge());
    } catch (IllegalArgumentException e) {
      throw new AssignmentRejected(
          WRONG_COMMANDS, "the commands do not result in a tree: " + e.getMessage(), e);
    }
    for (ManifestEntry entry : result) {
      if (entry.isSymlink()) {
        requireInside(result, entry);
      }
    }
    if (traits.folds()) {
      requireNamesApart(result);
    }
    return new TreeResult(base, result, start, origins);
  }

  private List<ManifestEntry> merge() {
    List<ManifestEntry> added = new ArrayList<>();
    changed.values().forEach(entry -> entry.ifPresent(added::add));
    added.sort((a, b) -> TreePath.ORDER.compare(a.path(), b.path()));
    List<ManifestEntry> merged = new ArrayList<>(start.entries().size() + added.size());
    int next = 0;
    for (ManifestEntry old : start.entries()) {
      while (next < added.size()
          && TreePath.ORDER.compare(added.get(next).path(), old.path()) < 0) {
        merged.add(added.get(next++));
      }
      if (!changed.containsKey(old.path())) {
        merged.add(old);
      }
    }
    merged.addAll(added.subList(next, added.size()));
    return merged;
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

  private Optional<ManifestEntry> current(String path) {
    Optional<ManifestEntry> change = changed.get(path);
    return change != null ? change : start.find(path);
  }

  /** Applies a change; answers with what is wrong with it, if anything. */
  private final class ChangeVisitor implements TreeChange.Visitor<Optional<String>> {
    @Override
    public Optional<String> makeDirectory(TreeChange.MakeDirectory change) {
      return current(change.path()).isPresent()
          ? Optional.of("something is there already")
          : put(change.entry());
    }

    @Override
    public Optional<String> putFile(TreeChange.PutFile change) {
      origins.put(change.path(), FileOrigin.DATA);
      return putInPlaceOf(change.entry());
    }

    @Override
    public Optional<String> copyFile(TreeChange.CopyFile change) {
      Optional<ManifestEntry> original = original(change);
      if (original.isEmpty()) {
        return Optional.of("its original is no file of the base, and none that is put before");
      }
      try {
        return putInPlaceOf(
            original.get().at(change.path()).withAttributes(change.mode(), change.mtimeNs()));
      } catch (IllegalArgumentException e) {
        return Optional.of(e.getMessage());
      }
    }

    private Optional<ManifestEntry> original(TreeChange.CopyFile change) {
      if (change.source() instanceof TreeChange.CopyFile.OfNew it) {
        origins.put(change.path(), new FileOrigin.OfNew(it.path()));
        return Optional.ofNullable(origins.get(it.path()))
            .filter(FileOrigin.DATA::equals)
            .flatMap(data -> changed.get(it.path()));
      }
      if (baseFiles == null) {
        baseFiles = base.files();
      }
      int index = ((TreeChange.CopyFile.OfBase) change.source()).index();
      if (index < 0 || index >= baseFiles.size()) {
        return Optional.empty();
      }
      origins.put(change.path(), new FileOrigin.OfBase(baseFiles.get(index)));
      return Optional.of(baseFiles.get(index));
    }

    @Override
    public Optional<String> putSymlink(TreeChange.PutSymlink change) {
      return putInPlaceOf(change.entry());
    }

    @Override
    public Optional<String> setAttributes(TreeChange.SetAttributes change) {
      Optional<ManifestEntry> old = current(change.path());
      if (old.isEmpty()) {
        return Optional.of("nothing is there");
      }
      if (old.get().isSymlink()) {
        return Optional.of("a symlink has no attributes of its own");
      }
      try {
        return put(old.get().withAttributes(change.mode(), change.mtimeNs()));
      } catch (IllegalArgumentException e) {
        return Optional.of(e.getMessage());
      }
    }

    @Override
    public Optional<String> removeFile(TreeChange.RemoveFile change) {
      Optional<ManifestEntry> old = current(change.path());
      if (old.isEmpty()) {
        return Optional.of("nothing is there");
      }
      if (old.get().isDirectory()) {
        return Optional.of("a directory is there");
      }
      return changed.put(change.path(), Optional.empty()) == null ? Optional.empty() : twice();
    }

    @Override
    public Optional<String> moveDirectory(TreeChange.MoveDirectory change) {
      return change.path().isEmpty()
          ? Optional.of("it would be the root")
          : lead(change.from(), Optional.of(change.path()));
    }

    @Override
    public Optional<String> removeDirectory(TreeChange.RemoveDirectory change) {
      return lead(change.path(), Optional.empty());
    }

    private Optional<String> lead(String directory, Optional<String> to) {
      if (start != null) {
        return Optional.of("directories move and go before anything else changes");
      }
      if (directory.isEmpty()) {
        return Optional.of("the root stays");
      }
      if (base.find(directory).filter(ManifestEntry::isDirectory).isEmpty()) {
        return Optional.of("\"" + directory + "\" is no directory of the base");
      }
      return ways.putIfAbsent(directory, to) == null ? Optional.empty() : twice();
    }

    private Optional<String> putInPlaceOf(ManifestEntry entry) {
      Optional<ManifestEntry> old = current(entry.path());
      if (old.isPresent() && old.get().kind() != entry.kind()) {
        return Optional.of("a " + old.get().kind() + " is there");
      }
      return put(entry);
    }

    /**
     * An entry is put at most once; before that it may have been removed, when its kind changes.
     */
    private Optional<String> put(ManifestEntry entry) {
      Optional<ManifestEntry> before = changed.put(entry.path(), Optional.of(entry));
      return before != null && before.isPresent() ? twice() : Optional.empty();
    }

    private Optional<String> twice() {
      return Optional.of("there was one for the same path before");
    }
  }
}
