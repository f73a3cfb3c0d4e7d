package org.contentmover.content.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.ParallelFiles;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.scan.ScanProblem.Kind;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.TreePath;
import org.contentmover.core.manifest.UnsafePathException;

/**
 * Meets every entry of a tree once, by stat alone, and sorts out what cannot be content. Used once,
 * by one thread; two of its own list directories.
 */
final class TreeWalk {
  private static final int THREADS = 2;
  private static final char REPLACEMENT = '\uFFFD';
  private static final byte[] NO_TARGET = {};

  private final RuleMatcher rules;
  private final ScanProblems problems;
  private final ScanIndex index;
  private final Predicate<ContentHash> isHere;

  /** All that were found, in no particular order. */
  private final List<ListedDirectory> directories = Collections.synchronizedList(new ArrayList<>());

  /**
   * A walk by rules.
   *
   * @param index tells the content of files that are as they were
   * @param isHere whether a content the index tells need not be read; asked by several threads
   */
  TreeWalk(
      RuleMatcher rules, ScanProblems problems, ScanIndex index, Predicate<ContentHash> isHere) {
    this.rules = rules;
    this.problems = problems;
    this.index = index;
    this.isHere = isHere;
  }

  /**
   * Walks the whole tree. Problems are noted and the walk goes on, so that all are found at once.
   *
   * @throws IOException when the root cannot be looked at
   */
  ListedDirectory walk(Path realRoot) throws IOException {
    FileStamp stamp = FileStamp.of(realRoot);
    if (!stamp.isDirectory()) {
      problems.changed(TreePath.ROOT);
    }
    ListedDirectory root =
        new ListedDirectory(
            null, realRoot, TreePath.ROOT, stamp, rules.includesDirectory(TreePath.ROOT));
    root.take();
    Unlisted unlisted = new Unlisted();
    enter(root, unlisted);
    try {
      ParallelFiles.forEach(
          () -> unlisted,
          THREADS,
          directory -> {
            try {
              list(directory, unlisted);
            } finally {
              unlisted.listed();
            }
          });
    } catch (IOException e) {
      if (!Thread.currentThread().isInterrupted()) {
        throw e;
      }
      problems.add(Kind.INTERRUPTED, TreePath.ROOT, "the scan was interrupted; run it again");
    }
    return root;
  }

  /** Directories to be listed; whoever lists one may add more. Safe for any thread. */
  private static final class Unlisted implements Iterator<ListedDirectory> {
    private final Deque<ListedDirectory> open = new ArrayDeque<>();
    private int beingListed;

    synchronized void add(ListedDirectory directory) {
      open.push(directory);
      notifyAll();
    }

    synchronized void listed() {
      beingListed--;
      notifyAll();
    }

    /** Waits while there is none, but may be one soon. */
    @Override
    public synchronized boolean hasNext() {
      try {
        while (open.isEmpty() && beingListed > 0) {
          wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      return !open.isEmpty();
    }

    @Override
    public synchronized ListedDirectory next() {
      beingListed++;
      return open.pop();
    }
  }

  /** Enough for a list of all files and symlinks with their paths. */
  long packedBytes() {
    return directories.stream().mapToLong(ListedDirectory::packedBytes).sum();
  }

  /** Looks at every directory again: names that came or went change its stamp. */
  void requireDirectoriesUnchanged() {
    for (ListedDirectory directory : directories) {
      try {
        if (!FileStamp.of(directory.file()).equals(directory.stamp())) {
          problems.changed(directory.path());
        }
      } catch (IOException e) {
        problems.changed(directory.path());
      }
    }
  }

  private void enter(ListedDirectory directory, Unlisted unlisted) {
    directories.add(directory);
    if (directory.isIncluded() && rules.takesEmptyDirectories()) {
      directory.take();
    }
    unlisted.add(directory);
  }

  private void list(ListedDirectory directory, Unlisted unlisted) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory.file())) {
      all.forEach(children::add);
    } catch (DirectoryIteratorException e) {
      problems.unreadable(directory.path(), e.getCause());
    } catch (NoSuchFileException | NotDirectoryException e) {
      problems.changed(directory.path());
    } catch (IOException e) {
      problems.unreadable(directory.path(), e);
    }
    // Paths are compared as bytes, which is the canonical order.
    Collections.sort(children);
    Set<String> namesOfSite = new HashSet<>();
    Listing listing = new Listing(directory, unlisted);
    for (Path child : children) {
      String name = child.getFileName().toString();
      if (SiteDirectory.NAMES.contains(name)) {
        namesOfSite.add(name);
      }
      listing.meet(child, name);
    }
    listing.draft.finish();
    if (namesOfSite.size() == SiteDirectory.NAMES.size()
        && SiteDirectory.isSiteDirectory(directory.file())) {
      problems.add(
          Kind.LIVE_TREE_INSIDE,
          directory.path(),
          "it is the directory of a live site; staging and live trees must lie apart");
    }
  }

  /** What is in one directory. */
  private final class Listing {
    private final ListedDirectory directory;
    private final Unlisted unlisted;
    private final ListedDirectory.Draft draft;
    private final ScanIndex.Reader known = index.reader();
    private boolean isEmpty = true;

    Listing(ListedDirectory directory, Unlisted unlisted) {
      this.directory = directory;
      this.unlisted = unlisted;
      this.draft = new ListedDirectory.Draft(directory);
    }

    void meet(Path file, String name) {
      if (name.indexOf(REPLACEMENT) >= 0 && !NativeNames.isUtf8(file.getFileName())) {
        problems.add(
            Kind.NAME_NOT_UTF8,
            directory.child(NativeNames.escaped(file)),
            "its name is not UTF-8 (bytes " + NativeNames.hex(file) + "); rename it");
        return;
      }
      String path = directory.child(name);
      try {
        meet(file, name, path, FileStamp.of(file));
      } catch (NoSuchFileException e) {
        problems.changed(path);
      } catch (IOException e) {
        problems.unreadable(path, e);
      }
    }

    private void meet(Path file, String name, String path, FileStamp stamp) throws IOException {
      if (stamp.isDirectory()) {
        if (!rules.excludesDirectory(path) && isFit(path, stamp)) {
          boolean included = directory.isIncluded() || rules.includesDirectory(path);
          ListedDirectory inner =
              new ListedDirectory(directory, directory.root(), path, stamp, included);
          draft.add(inner);
          enter(inner, unlisted);
        }
      } else if (directory.isIncluded() && rules.takesFile(path)) {
        byte[] target = stamp.isSymlink() ? readTarget(path, file) : NO_TARGET;
        if (isFit(path, stamp)) {
          take(name, path, stamp, target);
        }
      }
    }

    private void take(String name, String path, FileStamp stamp, byte[] target) {
      if (isEmpty) {
        directory.take();
        isEmpty = false;
      }
      ContentHash hash = ContentHash.NONE;
      if (stamp.isRegularFile() && index.size() > 0) {
        hash = known.find(path.getBytes(StandardCharsets.UTF_8), stamp);
        if (!hash.equals(ContentHash.NONE) && !isHere.test(hash)) {
          hash = ContentHash.NONE;
        }
      }
      draft.add(name.getBytes(StandardCharsets.UTF_8), stamp, hash, target);
    }
  }

  private byte[] readTarget(String path, Path symlink) throws IOException {
    Path target = Files.readSymbolicLink(symlink);
    if (!NativeNames.isUtf8(target)) {
      problems.add(Kind.NAME_NOT_UTF8, path, "the target of this symlink is not UTF-8; replace it");
    }
    return target.toString().getBytes(StandardCharsets.UTF_8);
  }

  private boolean isFit(String path, FileStamp stamp) {
    boolean fit = true;
    if (!stamp.isDirectory() && !stamp.isRegularFile() && !stamp.isSymlink()) {
      problems.add(
          Kind.NO_CONTENT,
          path,
          "it is a " + stamp.typeName() + ", which cannot be published; remove or exclude it");
      fit = false;
    } else if (stamp.isRegularFile() && stamp.specialBits() != 0) {
      // On directories these bits say how people work together in the staging area: no content.
      problems.add(
          Kind.SPECIAL_MODE,
          path,
          String.format(
              "its mode %o has a set-user-id, set-group-id or sticky bit, which no file may have;"
                  + " run chmod to take it away",
              stamp.permissions() | stamp.specialBits()));
      fit = false;
    }
    if (stamp.mtimeNs() < 0 || stamp.mtimeNs() == Long.MAX_VALUE) {
      problems.add(
          Kind.TIME_OUT_OF_RANGE,
          path,
          "its time of modification is before 1970 or after 2261; set it with touch");
      fit = false;
    }
    try {
      TreePath.requireSafe(path);
    } catch (UnsafePathException e) {
      fit = false;
      problems.add(
          Kind.PATH_TOO_LONG,
          path,
          "its path is longer than " + TreePath.MAX_PATH_BYTES + " bytes; move it further up");
    }
    return fit;
  }
}
