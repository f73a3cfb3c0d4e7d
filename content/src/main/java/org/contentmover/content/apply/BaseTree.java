package org.contentmover.content.apply;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.contentmover.content.delta.BaseFiles;
import org.contentmover.content.delta.ReadableFile;
import org.contentmover.content.drift.DriftList;
import org.contentmover.content.live.VersionTree;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;

/**
 * The base version on this server's disk. What is used of it has to be what its manifest says, and
 * reached through directories only (CI-7). Any thread may ask where files are; the rest is for one.
 */
final class BaseTree implements BaseFiles {
  /** More of them would not fit into a report. */
  private static final int MAX_NAMED = 5;

  private final Site site;
  private final Path root;
  private final Manifest manifest;
  private final List<ManifestEntry> files;
  private final DriftList drift;
  private final Set<String> checkedDirectories = ConcurrentHashMap.newKeySet();

  private BaseTree(
      Site site, Path root, Manifest manifest, List<ManifestEntry> files, DriftList drift) {
    this.site = site;
    this.root = root;
    this.manifest = manifest;
    this.files = files;
    this.drift = drift;
  }

  static BaseTree of(Site site, AssignmentHeader header, StagingPlan plan) throws IOException {
    VersionTree tree = site.directory().tree(header.baseVersion());
    return new BaseTree(
        site,
        site.directory().path(tree),
        plan.tree().base(),
        plan.baseFiles(),
        site.versions().drift(header.baseVersion()));
  }

  /** A file of the base was changed by something else. */
  static final class Drift extends IOException {
    private static final long serialVersionUID = 1;

    Drift(AssignmentRejected why) {
      super(why.getMessage(), why);
    }

    AssignmentRejected why() {
      return (AssignmentRejected) getCause();
    }
  }

  /**
   * Where a file is.
   *
   * @throws AssignmentRejected when it looks like another one than the manifest says
   */
  Path require(ManifestEntry file) throws IOException, AssignmentRejected {
    Path path = reach(file);
    TreeCheck.requireUnchanged(root, file);
    return path;
  }

  /**
   * Where a file is that is going to be looked at otherwise.
   *
   * @throws AssignmentRejected when a directory above it is none any more, or a scrub found the
   *     file to be another one: that need not show in size and time
   */
  Path reach(ManifestEntry file) throws IOException, AssignmentRejected {
    requireDirectory(TreePath.parent(file.path()));
    if (!drift.isEmpty() && drift.concerns(manifest.indexOf(file.path()))) {
      throw TreeCheck.drift(root.resolve(file.path()).toString(), "was changed");
    }
    return root.resolve(file.path());
  }

  private void requireDirectory(String path) throws IOException, AssignmentRejected {
    if (!checkedDirectories.contains(path)) {
      if (!path.isEmpty()) {
        requireDirectory(TreePath.parent(path));
      }
      TreeCheck.requireUnchanged(root, manifest.find(path).orElseThrow());
      checkedDirectories.add(path);
    }
  }

  @Override
  public ReadableFile open(int baseFile) throws IOException {
    try {
      Path path = require(files.get(baseFile));
      try {
        return ReadableFile.of(path);
      } catch (NoSuchFileException e) {
        throw TreeCheck.drift(path.toString(), "is missing");
      }
    } catch (AssignmentRejected e) {
      throw new Drift(e);
    }
  }

  /**
   * Reads files as a whole.
   *
   * @throws AssignmentRejected naming those whose content is another one than the manifest says
   */
  void requireContent(SortedSet<Integer> baseFiles) throws IOException, AssignmentRejected {
    int changed = 0;
    StringBuilder names = new StringBuilder();
    for (int baseFile : baseFiles) {
      ManifestEntry file = files.get(baseFile);
      if (!hash(require(file)).equals(file.sha256()) && ++changed <= MAX_NAMED) {
        names.append(changed > 1 ? ", " : "").append(root.resolve(file.path()));
      }
    }
    if (changed > MAX_NAMED) {
      names.append(" and ").append(changed - MAX_NAMED).append(" more");
    }
    if (changed > 0) {
      throw otherContent(names.toString(), changed == 1 ? "was changed" : "were changed");
    }
  }

  /** What is to be said of files that were read, and do not look changed. */
  AssignmentRejected otherContent(String what, String how) {
    site.noteSurprise();
    return TreeCheck.drift(what, how);
  }

  private static ContentHash hash(Path file) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), digest)) {
      byte[] buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        // The digest takes note of what passes.
      }
    }
    return ContentHash.of(digest.digest());
  }
}
