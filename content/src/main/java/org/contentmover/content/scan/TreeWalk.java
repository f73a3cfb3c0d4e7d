package org.contentmover.content.scan;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.scan.ScanProblem.Kind;
import org.contentmover.core.manifest.TreePath;
import org.contentmover.core.manifest.UnsafePathException;

/**
 * Meets every entry of a tree once, by stat alone, and sorts out what cannot be content. Used once,
 * by one thread at a time.
 */
final class TreeWalk {
  private final RuleMatcher rules;
  private final ScanProblems problems;
  private final List<SeenEntry> taken = new ArrayList<>();
  private final List<SeenEntry> directories = new ArrayList<>();
  private final Deque<Node> open = new ArrayDeque<>();

  /**
   * A directory on the walk; it is content itself, or becomes it with the first content found in
   * it.
   */
  private static final class Node {
    private final Node parent;
    private final SeenEntry entry;
    private final boolean included;
    private boolean taken;

    Node(Node parent, SeenEntry entry, boolean included) {
      this.parent = parent;
      this.entry = entry;
      this.included = included;
    }
  }

  TreeWalk(RuleMatcher rules, ScanProblems problems) {
    this.rules = rules;
    this.problems = problems;
  }

  /** Begins at the root; {@link #step} goes on. */
  void begin(Path root) throws IOException {
    SeenEntry rootEntry = new SeenEntry(TreePath.ROOT, root, FileStamp.of(root), null);
    if (!rootEntry.stamp().isDirectory()) {
      problems.changed(TreePath.ROOT);
    }
    enter(new Node(null, rootEntry, rules.includesDirectory(TreePath.ROOT)));
    take(open.element());
  }

  /**
   * Lists one directory; false when there is none left. Problems are noted and the walk goes on, so
   * that all are found at once.
   */
  boolean step() {
    if (open.isEmpty()) {
      return false;
    }
    if (Thread.currentThread().isInterrupted()) {
      problems.add(Kind.INTERRUPTED, TreePath.ROOT, "the scan was interrupted; run it again");
      open.clear();
      return false;
    }
    list(open.pop());
    return true;
  }

  /** What is content, in no particular order. */
  List<SeenEntry> taken() {
    return taken;
  }

  /** Looks at every directory again: names that came or went change its stamp. */
  void requireDirectoriesUnchanged() {
    for (SeenEntry directory : directories) {
      try {
        if (!FileStamp.of(directory.file()).equals(directory.stamp())) {
          problems.changed(directory.path());
        }
      } catch (IOException e) {
        problems.changed(directory.path());
      }
    }
  }

  private void enter(Node node) {
    directories.add(node.entry);
    if (node.included && rules.takesEmptyDirectories()) {
      take(node);
    }
    open.push(node);
  }

  private void take(Node node) {
    for (Node next = node; next != null && !next.taken; next = next.parent) {
      next.taken = true;
      taken.add(next.entry);
    }
  }

  private void list(Node node) {
    Set<String> namesOfSite = new HashSet<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(node.entry.file())) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (SiteDirectory.NAMES.contains(name)) {
          namesOfSite.add(name);
        }
        meet(node, child, name);
      }
    } catch (DirectoryIteratorException e) {
      problems.unreadable(node.entry.path(), e.getCause());
    } catch (NoSuchFileException | NotDirectoryException e) {
      problems.changed(node.entry.path());
    } catch (IOException e) {
      problems.unreadable(node.entry.path(), e);
    }
    if (namesOfSite.size() == SiteDirectory.NAMES.size()
        && SiteDirectory.isSiteDirectory(node.entry.file())) {
      problems.add(
          Kind.LIVE_TREE_INSIDE,
          node.entry.path(),
          "it is the directory of a live site; staging and live trees must lie apart");
    }
  }

  private void meet(Node parent, Path file, String name) {
    if (!NativeNames.isUtf8(file.getFileName())) {
      problems.add(
          Kind.NAME_NOT_UTF8,
          TreePath.child(parent.entry.path(), NativeNames.escaped(file)),
          "its name is not UTF-8 (bytes " + NativeNames.hex(file) + "); rename it");
      return;
    }
    String path = TreePath.child(parent.entry.path(), name);
    try {
      meet(parent, file, path, FileStamp.of(file));
    } catch (NoSuchFileException e) {
      problems.changed(path);
    } catch (IOException e) {
      problems.unreadable(path, e);
    }
  }

  private void meet(Node parent, Path file, String path, FileStamp stamp) throws IOException {
    if (stamp.isDirectory()) {
      if (!rules.excludesDirectory(path) && isFit(path, stamp)) {
        boolean included = parent.included || rules.includesDirectory(path);
        enter(new Node(parent, new SeenEntry(path, parent.entry.root(), stamp, null), included));
      }
    } else if (parent.included && rules.takesFile(path)) {
      String target = stamp.isSymlink() ? readTarget(path, file) : null;
      if (isFit(path, stamp)) {
        take(parent);
        taken.add(new SeenEntry(path, parent.entry.root(), stamp, target));
      }
    }
  }

  private String readTarget(String path, Path symlink) throws IOException {
    Path target = Files.readSymbolicLink(symlink);
    if (!NativeNames.isUtf8(target)) {
      problems.add(Kind.NAME_NOT_UTF8, path, "the target of this symlink is not UTF-8; replace it");
    }
    return target.toString();
  }

  private boolean isFit(String path, FileStamp stamp) {
    int problemsBefore = problems.count();
    if (!stamp.isDirectory() && !stamp.isRegularFile() && !stamp.isSymlink()) {
      problems.add(
          Kind.NO_CONTENT,
          path,
          "it is a " + stamp.typeName() + ", which cannot be published; remove or exclude it");
    } else if (stamp.isRegularFile() && stamp.specialBits() != 0) {
      // On directories these bits say how people work together in the staging area: no content.
      problems.add(
          Kind.SPECIAL_MODE,
          path,
          String.format(
              "its mode %o has a set-user-id, set-group-id or sticky bit, which no file may have;"
                  + " run chmod to take it away",
              stamp.permissions() | stamp.specialBits()));
    }
    if (stamp.mtimeNs() < 0 || stamp.mtimeNs() == Long.MAX_VALUE) {
      problems.add(
          Kind.TIME_OUT_OF_RANGE,
          path,
          "its time of modification is before 1970 or after 2261; set it with touch");
    }
    try {
      TreePath.requireSafe(path);
    } catch (UnsafePathException e) {
      problems.add(
          Kind.PATH_TOO_LONG,
          path,
          "its path is longer than " + TreePath.MAX_PATH_BYTES + " bytes; move it further up");
    }
    return problems.count() == problemsBefore;
  }
}
