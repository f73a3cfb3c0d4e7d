package org.contentmover.content.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.NativeEncoding;
import org.contentmover.content.disk.ParallelFiles;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.scan.ScanProblem.Kind;
import org.contentmover.content.store.Intake;
import org.contentmover.core.interpret.SymlinkGuard;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.HeapScratch;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestDraft;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;

/**
 * Turns a directory into a manifest (CM-1, CM-2). Reads only files that the index does not know as
 * they are; a tree that cannot be published as it is fails as a whole, naming every reason.
 *
 * <p>Stateless, usable from any thread; hashes with two threads of its own. The clock must be that
 * of the file system's times, to the granularity of these.
 */
public final class TreeScanner {
  /**
   * Two changes within the finest step of a file's times look like one. So what was modified this
   * short before a scan, or during it, is read again by the next (the "racily clean" rule). Two
   * seconds: the coarsest step in use, that of FAT.
   */
  static final Duration TIMESTAMP_GRANULARITY = Duration.ofSeconds(2);

  private static final int HASHING_THREADS = 2;
  private static final int BUFFER_BYTES = 1 << 17;

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
    ScanProblems problems = new ScanProblems();
    Instant start = clock.instant();
    Path realRoot = requireRoot(root, problems);
    problems.throwIfAny(root.toString());
    TreeWalk walk = new TreeWalk(new RuleMatcher(rules), problems);
    Hashing hashing = new Hashing(index, intake, problems);
    begin(walk, realRoot, problems);
    problems.throwIfAny(root.toString());
    try {
      UnknownFiles unknown = new UnknownFiles(walk, hashing, problems);
      if (intake == null) {
        ParallelFiles.forEach(() -> unknown, HASHING_THREADS, hashing::hash);
      } else {
        intake.take(unknown, opener::open, hashing);
      }
    } catch (IOException e) {
      if (!Thread.currentThread().isInterrupted()) {
        throw e;
      }
      problems.add(Kind.INTERRUPTED, TreePath.ROOT, "the scan was interrupted; run it again");
    }
    walk.requireDirectoriesUnchanged();
    problems.throwIfAny(root.toString());
    Manifest manifest = manifest(walk.taken(), hashing.hashes);
    requireSymlinksInside(manifest, problems);
    problems.throwIfAny(root.toString());
    return new ScanResult(
        manifest,
        nextIndex(walk.taken(), hashing.hashes, start),
        hashing.filesHashed.get(),
        hashing.bytesRead.get());
  }

  private static void begin(TreeWalk walk, Path realRoot, ScanProblems problems) {
    try {
      walk.begin(realRoot);
    } catch (IOException e) {
      problems.unreadable(TreePath.ROOT, e);
    }
  }

  private Path requireRoot(Path root, ScanProblems problems) {
    try {
      Path real = root.toRealPath();
      if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
        problems.add(Kind.ROOT_NOT_A_DIRECTORY, TreePath.ROOT, root + " is no directory");
      }
      for (Path above = real; above != null; above = above.getParent()) {
        if (SiteDirectory.isSiteDirectory(above)) {
          problems.add(
              Kind.ROOT_IN_LIVE_TREE,
              TreePath.ROOT,
              root + " lies in " + above + ", which holds a live site; stage somewhere else");
          break;
        }
      }
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
      return real;
    } catch (NoSuchFileException e) {
      problems.add(Kind.ROOT_MISSING, TreePath.ROOT, root + " does not exist");
    } catch (IOException e) {
      problems.unreadable(TreePath.ROOT, e);
    }
    return root;
  }

  private static Manifest manifest(List<SeenEntry> seen, Map<String, ContentHash> hashes)
      throws IOException {
    List<SeenEntry> sorted = new ArrayList<>(seen);
    sorted.sort((a, b) -> TreePath.ORDER.compare(a.path(), b.path()));
    ManifestDraft draft = new ManifestDraft(new HeapScratch());
    for (SeenEntry entry : sorted) {
      draft.add(entry(entry, hashes));
    }
    return draft.manifest();
  }

  private static ManifestEntry entry(SeenEntry seen, Map<String, ContentHash> hashes) {
    FileStamp stamp = seen.stamp();
    if (stamp.isDirectory()) {
      return ManifestEntry.directory(seen.path(), stamp.permissions(), stamp.mtimeNs());
    }
    if (stamp.isSymlink()) {
      return ManifestEntry.symlink(seen.path(), stamp.mtimeNs(), seen.linkTarget());
    }
    return ManifestEntry.file(
        seen.path(),
        stamp.permissions(),
        stamp.mtimeNs(),
        stamp.sizeBytes(),
        hashes.get(seen.path()));
  }

  private static void requireSymlinksInside(Manifest manifest, ScanProblems problems) {
    for (ManifestEntry entry : manifest) {
      if (entry.isSymlink()) {
        Optional<SymlinkGuard.Escape> escape = SymlinkGuard.check(manifest, entry);
        String points = "it points to \"" + entry.linkTarget() + "\", ";
        if (escape.isPresent() && escape.get() == SymlinkGuard.Escape.ABSOLUTE) {
          problems.add(
              Kind.ABSOLUTE_SYMLINK,
              entry.path(),
              points + "an absolute path; make it relative to the symlink");
        } else if (escape.isPresent()) {
          problems.add(
              Kind.ESCAPING_SYMLINK,
              entry.path(),
              points + "out of the tree; copy what it points to into the tree");
        }
      }
    }
  }

  private static ScanIndex nextIndex(
      List<SeenEntry> seen, Map<String, ContentHash> hashes, Instant start) {
    long settledBeforeNs =
        TimeUnit.MILLISECONDS.toNanos(start.minus(TIMESTAMP_GRANULARITY).toEpochMilli());
    Map<String, IndexedFile> files = new HashMap<>(hashes.size() * 2);
    for (SeenEntry entry : seen) {
      FileStamp stamp = entry.stamp();
      if (stamp.isRegularFile() && Math.max(stamp.mtimeNs(), stamp.ctimeNs()) < settledBeforeNs) {
        files.put(entry.path(), IndexedFile.of(stamp, hashes.get(entry.path())));
      }
    }
    return ScanIndex.of(files);
  }

  /**
   * Files that have to be read, found while others are read already: whoever asks for the next one
   * walks on. When something cannot be published no more are given, but the walk goes to its end.
   */
  private static final class UnknownFiles implements Iterator<SeenEntry> {
    private final TreeWalk walk;
    private final Hashing hashing;
    private final ScanProblems problems;
    private int looked;
    private SeenEntry next;

    UnknownFiles(TreeWalk walk, Hashing hashing, ScanProblems problems) {
      this.walk = walk;
      this.hashing = hashing;
      this.problems = problems;
    }

    @Override
    public boolean hasNext() {
      while (next == null) {
        if (looked == walk.taken().size()) {
          if (!walk.step()) {
            return false;
          }
        } else {
          SeenEntry entry = walk.taken().get(looked++);
          if (problems.count() == 0 && hashing.isUnknown(entry)) {
            next = entry;
          }
        }
      }
      return true;
    }

    @Override
    public SeenEntry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      SeenEntry found = next;
      next = null;
      return found;
    }
  }

  /** The content of files, from the index or from the files themselves. */
  private final class Hashing implements Intake.Results {
    private final ScanIndex index;
    private final Intake intake;
    private final ScanProblems problems;
    private final Map<String, ContentHash> hashes = new ConcurrentHashMap<>();
    private final AtomicLong filesHashed = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();
    private final ThreadLocal<byte[]> buffer =
        ThreadLocal.withInitial(() -> new byte[BUFFER_BYTES]);

    Hashing(ScanIndex index, Intake intake, ScanProblems problems) {
      this.index = index;
      this.intake = intake;
      this.problems = problems;
    }

    boolean isUnknown(SeenEntry entry) {
      if (!entry.stamp().isRegularFile()) {
        return false;
      }
      Optional<ContentHash> known =
          index
              .find(entry.path(), entry.stamp())
              .filter(hash -> intake == null || !intake.lacks(hash));
      known.ifPresent(hash -> hashes.put(entry.path(), hash));
      return known.isEmpty();
    }

    void hash(SeenEntry entry) {
      MessageDigest digest = ContentHash.newDigest();
      byte[] bytes = buffer.get();
      long length = 0;
      try (InputStream in = opener.open(entry.file())) {
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          digest.update(bytes, 0, read);
          length += read;
        }
      } catch (IOException e) {
        failed(entry, e);
        return;
      }
      taken(entry, length, ContentHash.of(digest.digest()));
    }

    @Override
    public void taken(Intake.Wanted file, long length, ContentHash sha256) {
      SeenEntry entry = (SeenEntry) file;
      filesHashed.incrementAndGet();
      bytesRead.addAndGet(length);
      try {
        if (length != entry.stamp().sizeBytes()
            || !FileStamp.of(entry.file()).equals(entry.stamp())) {
          problems.changed(entry.path());
        }
        hashes.put(entry.path(), sha256);
      } catch (IOException e) {
        failed(entry, e);
      }
    }

    @Override
    public void failed(Intake.Wanted file, IOException why) {
      if (why instanceof NoSuchFileException) {
        problems.changed(file.path());
      } else {
        problems.unreadable(file.path(), why);
      }
    }
  }
}
