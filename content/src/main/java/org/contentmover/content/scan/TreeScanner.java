package org.contentmover.content.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.contentmover.content.disk.NativeEncoding;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.scan.ScanProblem.Kind;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.core.interpret.SymlinkGuard;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;

/**
 * Turns a directory into a manifest (CM-1, CM-2). Reads only files that the index does not know as
 * they are; a tree that cannot be published as it is fails as a whole, naming every reason.
 *
 * <p>Stateless, usable from any thread; walks and hashes with two threads of its own. The clock
 * must be that of the file system's times, to the granularity of these.
 */
public final class TreeScanner {
  /**
   * Two changes within the finest step of a file's times look like one. So what was modified this
   * short before a scan, or during it, is read again by the next (the "racily clean" rule). Two
   * seconds: the coarsest step in use, that of FAT.
   */
  static final Duration TIMESTAMP_GRANULARITY = Duration.ofSeconds(2);

  private final Clock clock;
  private final FileOpener opener;
  private final List<Path> ownDirectories;

  /**
   * @throws IllegalStateException when this Java runtime does not take file names as UTF-8
   */
  public TreeScanner(Clock clock) {
    this(clock, List.of());
  }

  /**
   * Scans nothing of some directories.
   *
   * @param ownDirectories where this server keeps its keys and its state; they need not be there
   * @throws IllegalStateException when this Java runtime does not take file names as UTF-8
   */
  public TreeScanner(Clock clock, List<Path> ownDirectories) {
    this(clock, FileOpener.REAL, ownDirectories);
  }

  TreeScanner(Clock clock, FileOpener opener) {
    this(clock, opener, List.of());
  }

  private TreeScanner(Clock clock, FileOpener opener, List<Path> ownDirectories) {
    NativeEncoding.requireUtf8();
    this.ownDirectories = List.copyOf(ownDirectories);
    this.clock = clock;
    this.opener = opener;
  }

  /**
   * Scans a tree.
   *
   * @param index what the last scan of the same tree gave, or {@link ScanIndex#EMPTY}
   * @throws ScanFailure naming every path that cannot be taken
   */
  public ScanResult scan(Path root, ScanRules rules, ScanIndex index) throws ScanFailure {
    try {
      return scan(root, rules, index, null);
    } catch (IOException e) {
      throw new AssertionError("nothing is written where nothing is taken in", e);
    }
  }

  /**
   * As {@link #scan(Path, ScanRules, ScanIndex)}, of the very directory that somebody checked.
   *
   * @param realRoot whose path has no symlink in it; one that gets there before the scan has ended
   *     fails it
   */
  public ScanResult scanReal(Path realRoot, ScanRules rules, ScanIndex index) throws ScanFailure {
    requireReal(realRoot);
    ScanResult result = scan(realRoot, rules, index);
    requireReal(realRoot);
    return result;
  }

  private static void requireReal(Path root) throws ScanFailure {
    ScanProblems problems = new ScanProblems();
    try {
      if (!root.toRealPath().equals(root)) {
        problems.changed(TreePath.ROOT);
      }
    } catch (IOException e) {
      problems.changed(TreePath.ROOT);
    }
    problems.throwIfAny(root.toString());
  }

  /**
   * Scans a tree and takes in its content on the way: every file is read once, a large one with new
   * content twice.
   *
   * @param intake gets what is not in its store; null for a scan alone. After a failure it holds
   *     things nobody wants
   * @throws ScanFailure naming every path that cannot be taken
   * @throws IOException when the store cannot be written
   */
  public ScanResult scan(Path root, ScanRules rules, ScanIndex index, Intake intake)
      throws ScanFailure, IOException {
    return scan(root, rules, index, intake, true);
  }

  /**
   * Takes a whole tree in that is scanned only this once: no index is made, which takes as much
   * memory as the manifest. That is taken in, too; all is durable when it returns.
   */
  public Manifest takeOnce(Path root, ContentStore store) throws ScanFailure, IOException {
    try (Intake intake = store.intake()) {
      Manifest manifest =
          scan(root, ScanRules.EVERYTHING, ScanIndex.EMPTY, intake, false).manifest();
      intake.add(manifest);
      intake.finish();
      return manifest;
    }
  }

  private ScanResult scan(
      Path root, ScanRules rules, ScanIndex index, Intake intake, boolean isIndexed)
      throws ScanFailure, IOException {
    ScanProblems problems = new ScanProblems();
    Instant start = clock.instant();
    Path realRoot = TreeRoot.real(root);
    requireForeign(root, realRoot, problems);
    problems.throwIfAny(root.toString());
    TreeWalk walk =
        new TreeWalk(
            new RuleMatcher(rules),
            problems,
            index,
            content -> intake == null || !intake.lacks(content));
    ListedDirectory tree = walk(walk, realRoot, problems);
    problems.throwIfAny(root.toString());
    ContentReading reading = new ContentReading(opener, problems);
    try {
      reading.read(new UnknownFiles(tree, problems), intake);
    } catch (IOException e) {
      if (!Thread.currentThread().isInterrupted()) {
        throw e;
      }
      problems.add(Kind.INTERRUPTED, TreePath.ROOT, "the scan was interrupted; run it again");
    }
    walk.requireDirectoriesUnchanged();
    problems.throwIfAny(root.toString());
    ScannedTree scanned =
        isIndexed
            ? ScannedTree.indexed(tree, walk.packedBytes(), settledBeforeNs(start))
            : ScannedTree.of(tree, walk.packedBytes());
    requireSymlinksInside(scanned, problems);
    problems.throwIfAny(root.toString());
    return new ScanResult(
        scanned.manifest(), scanned.index(), reading.filesHashed(), reading.bytesRead());
  }

  private static ListedDirectory walk(TreeWalk walk, Path realRoot, ScanProblems problems) {
    try {
      return walk.walk(realRoot);
    } catch (IOException e) {
      problems.unreadable(TreePath.ROOT, e);
      return null;
    }
  }

  private static long settledBeforeNs(Instant start) {
    return TimeUnit.MILLISECONDS.toNanos(start.minus(TIMESTAMP_GRANULARITY).toEpochMilli());
  }

  /** The tree must neither be live nor this server's own. */
  private void requireForeign(Path root, Path real, ScanProblems problems) {
    for (Path above = real; above != null; above = above.getParent()) {
      if (SiteDirectory.isSiteDirectory(above)) {
        problems.add(
            Kind.ROOT_IN_LIVE_TREE,
            TreePath.ROOT,
            root + " lies in " + above + ", which holds a live site; stage somewhere else");
        break;
      }
    }
    try {
      for (Path own : ownDirectories) {
        Path realOwn = Files.exists(own) ? own.toRealPath() : own.toAbsolutePath().normalize();
        if (real.startsWith(realOwn) || realOwn.startsWith(real)) {
          problems.add(
              Kind.ROOT_OVER_OWN_DIRECTORY,
              TreePath.ROOT,
              root
                  + " leads to "
                  + real
                  + ", and one of it and "
                  + realOwn
                  + " lies in the other: there this server keeps its keys and its state; stage"
                  + " somewhere else");
        }
      }
    } catch (IOException e) {
      problems.unreadable(TreePath.ROOT, e);
    }
  }

  private static void requireSymlinksInside(ScannedTree tree, ScanProblems problems) {
    for (ManifestEntry symlink : tree.symlinks()) {
      Optional<SymlinkGuard.Escape> escape = SymlinkGuard.check(tree.manifest(), symlink);
      String points = "it points to \"" + symlink.linkTarget() + "\", ";
      if (escape.isPresent() && escape.get() == SymlinkGuard.Escape.ABSOLUTE) {
        problems.add(
            Kind.ABSOLUTE_SYMLINK,
            symlink.path(),
            points + "an absolute path; make it relative to the symlink");
      } else if (escape.isPresent()) {
        problems.add(
            Kind.ESCAPING_SYMLINK,
            symlink.path(),
            points + "out of the tree; copy what it points to into the tree");
      }
    }
  }
}
