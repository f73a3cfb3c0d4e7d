package org.contentmover.content.apply;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.MappedFile;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.drift.DriftList;
import org.contentmover.content.hook.TreeChanges;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.live.VersionTree;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.manifest.MalformedManifestException;
import org.contentmover.core.manifest.Manifest;

/**
 * The versions of a site on disk: {@code versions/<n>} with {@code versions/<n>.manifest}. One
 * thread at a time.
 */
final class Versions {
  private static final System.Logger LOG = System.getLogger(Versions.class.getName());
  private static final String BUILDING_SUFFIX = ".building";
  private static final String DRIFT_SUFFIX = ".drift";
  private static final Pattern OURS =
      Pattern.compile(
          "(0|[1-9][0-9]{0,17})(?:\\.([1-9][0-9]{0,17}))?"
              + "(\\.manifest|\\.building|\\.entries|\\.drift|\\.hot)?("
              + Pattern.quote(AtomicFile.TEMPORARY_SUFFIX)
              + ")?");

  private static final Comparator<Entry> OLDEST = Comparator.comparingLong(Entry::repair);

  private final FileSystemOps ops;
  private final SiteDirectory site;

  Versions(FileSystemOps ops, SiteDirectory site) {
    this.ops = ops;
    this.site = site;
  }

  /** Whether a version and its manifest are there. */
  boolean has(long version) throws IOException {
    return Files.isRegularFile(site.manifest(version), LinkOption.NOFOLLOW_LINKS)
        && !site.trees(version).isEmpty();
  }

  /** The manifest of a version, empty when the version or a sound manifest of it is not there. */
  Optional<Manifest> manifest(long version) throws IOException {
    if (!has(version)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Manifest.of(MappedFile.read(site.manifest(version))));
    } catch (NoSuchFileException | MalformedManifestException e) {
      // A version whose manifest is gone or damaged can be served, but nothing can be built upon
      // it.
      return Optional.empty();
    }
  }

  /**
   * How the tree of a version differs from that of another one; empty when that is not known, as of
   * a document root that was adopted.
   *
   * @param from {@link JournalRecord#NOTHING} for no tree at all
   */
  Optional<TreeChanges> changes(long from, long to) {
    boolean fromNothing = from == JournalRecord.NOTHING;
    try {
      Optional<Manifest> before = fromNothing ? Optional.of(Manifest.EMPTY) : manifest(from);
      Optional<Manifest> now = manifest(to);
      return before.isEmpty() || now.isEmpty()
          ? Optional.empty()
          : Optional.of(new TreeChanges(fromNothing ? 0 : from, before.get(), now.get()));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "hooks are not told what has changed", e);
      return Optional.empty();
    }
  }

  /** Says that a version is hot content upon another one; durable when it returns. */
  void keepHotBase(long version, long base) throws IOException {
    AtomicFile.replace(
        ops,
        site.hotBase(version),
        out -> out.write(Long.toString(base).getBytes(StandardCharsets.US_ASCII)));
  }

  /** The version that hot content stands for: its base; of every other version itself. */
  long standsFor(long version) throws IOException {
    try {
      return Long.parseLong(Files.readString(site.hotBase(version)));
    } catch (NoSuchFileException e) {
      return version;
    } catch (NumberFormatException e) {
      throw new IOException(site.hotBase(version) + " is damaged", e);
    }
  }

  /**
   * What becomes backup by a switch; empty when that stays. Hot content never does: its base does.
   */
  OptionalLong newBackup(JournalRecord intent) throws IOException {
    long from = standsFor(intent.fromVersion());
    boolean keepsBackup = from == JournalRecord.NOTHING || from == standsFor(intent.version());
    return keepsBackup ? OptionalLong.empty() : OptionalLong.of(from);
  }

  /** Where a version is built before it gets its name. */
  Path building(long version) {
    return site.versions().resolve(version + BUILDING_SUFFIX);
  }

  /** Whether nothing at all is in the directory of versions. */
  boolean isEmpty() throws IOException {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(site.versions())) {
      return !content.iterator().hasNext();
    }
  }

  /** Makes a version that is an empty tree, in place of whatever has its number; durable. */
  void makeEmpty(long version) throws IOException {
    delete(version);
    Path building = building(version);
    makeEmptyTree(building);
    try (OutputStream out = ops.createFile(site.manifest(version))) {
      Manifest.EMPTY.writeTo(out);
    }
    ops.syncFileSystem(building);
    ops.rename(building, site.version(version));
    ops.sync(site.versions());
  }

  /** The tree whose manifest has not even a root. */
  void makeEmptyTree(Path root) throws IOException {
    ops.createDirectory(root);
    ops.setModified(root, 0);
    ops.setMode(root, SiteGround.OPEN_TO_ALL);
  }

  /** What is known to be wrong in the tree of a version that counts. */
  DriftList drift(long version) throws IOException {
    return DriftList.read(site.drift(site.tree(version)));
  }

  /**
   * What is to be told when a version goes live: who switches, to get out of trouble maybe, is not
   * refused a tree because something is wrong.
   */
  Optional<String> driftInWords(long version) {
    try {
      DriftList drift = drift(version);
      return drift.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "version "
                  + version
                  + " was changed on this server by something else, and is live so until it is"
                  + " repaired: "
                  + drift.shortly());
    } catch (IOException e) {
      return Optional.of(
          "whether version " + version + " was changed is not known: " + e.getMessage());
    }
  }

  /** The versions that have a manifest, in no particular order. */
  List<Long> all() throws IOException {
    return ours().stream()
        .filter(it -> it.suffix().equals(".manifest") && !it.temporary())
        .map(Entry::version)
        .toList();
  }

  /** The versions that are there, with a manifest or without. */
  Set<Long> withTree() throws IOException {
    Set<Long> versions = new HashSet<>();
    for (Entry entry : ours()) {
      if (entry.suffix().isEmpty() && !entry.temporary() && entry.isDirectory()) {
        versions.add(entry.version());
      }
    }
    return versions;
  }

  /** Removes everything of a version. */
  void delete(long version) throws IOException {
    deleteAll(ours().stream().filter(it -> it.version() == version).toList());
  }

  /**
   * Removes every version but those named, trees that were repaired into newer ones, and everything
   * half built. What is not ours is left alone.
   *
   * @param visible trees that stay although they were repaired into newer ones
   */
  void deleteAllBut(Set<Long> kept, Set<VersionTree> visible) throws IOException {
    List<Entry> doomed = new ArrayList<>();
    for (Entry entry : ours()) {
      if (entry.isHalfBuilt()
          || !kept.contains(entry.version())
          || (isSuperseded(entry) && !entry.isOfOne(visible))) {
        doomed.add(entry);
      }
    }
    deleteAll(doomed);
  }

  private boolean isSuperseded(Entry entry) throws IOException {
    return entry.isOfTree() && entry.repair() < site.tree(entry.version()).repair();
  }

  /**
   * Trees lose their names first, of a version the one that counts last: so half of one is never
   * taken for all of it, whatever is to be kept after a crash.
   */
  private void deleteAll(List<Entry> doomed) throws IOException {
    List<Entry> directories = doomed.stream().filter(Entry::isDirectory).sorted(OLDEST).toList();
    List<Entry> files = doomed.stream().filter(it -> !it.isDirectory()).toList();
    List<Path> nameless = new ArrayList<>();
    for (Entry directory : directories) {
      nameless.add(directory.isHalfBuilt() ? directory.path() : takeName(directory.path()));
    }
    for (Entry file : files) {
      ops.delete(file.path());
    }
    if (!doomed.isEmpty()) {
      ops.sync(site.versions());
    }
    for (Path tree : nameless) {
      Trees.deleteRecursively(ops, tree);
    }
  }

  private Path takeName(Path tree) throws IOException {
    Path nameless = tree.resolveSibling(tree.getFileName() + BUILDING_SUFFIX);
    Trees.deleteRecursively(ops, nameless);
    ops.rename(tree, nameless);
    return nameless;
  }

  /** Something in the directory of versions whose name says that it is ours. */
  private record Entry(Path path, long version, long repair, String suffix, boolean temporary) {
    static Optional<Entry> of(Path path) {
      Matcher name = OURS.matcher(path.getFileName().toString());
      if (!name.matches()) {
        return Optional.empty();
      }
      return Optional.of(
          new Entry(
              path,
              Long.parseLong(name.group(1)),
              name.group(2) == null ? 0 : Long.parseLong(name.group(2)),
              name.group(3) == null ? "" : name.group(3),
              name.group(4) != null));
    }

    boolean isDirectory() {
      return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    boolean isHalfBuilt() {
      return temporary || suffix.equals(BUILDING_SUFFIX);
    }

    boolean isOfOne(Set<VersionTree> trees) {
      return trees.contains(new VersionTree(version, repair));
    }

    /** The rest belongs to a version, whichever of its trees counts. */
    boolean isOfTree() {
      return suffix.isEmpty() || suffix.equals(DRIFT_SUFFIX);
    }
  }

  private List<Entry> ours() throws IOException {
    List<Entry> ours = new ArrayList<>();
    try (DirectoryStream<Path> content = Files.newDirectoryStream(site.versions())) {
      for (Path path : content) {
        Entry.of(path).ifPresent(ours::add);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return ours;
  }
}
