package org.contentmover.content.apply;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Content that repairs need, each proven by its hash, in a directory of its own until it is closed.
 * A crash leaves the directory, which is swept away when the site is opened.
 *
 * <p>One thread at a time.
 */
final class RepairContents implements Closeable {
  private final FileSystemOps ops;
  private final Path directory;

  /** None yet; what an earlier repair left is removed. */
  RepairContents(FileSystemOps ops, SiteDirectory site) throws IOException {
    this.ops = ops;
    this.directory = site.repair();
    Trees.deleteRecursively(ops, directory);
    ops.createDirectory(directory);
  }

  /**
   * Takes what lies in a tree on this server of what is still missing.
   *
   * @param lost paths that are known to have something else
   */
  void takeFrom(Path root, Manifest manifest, Set<String> lost, Set<ContentHash> missing)
      throws IOException {
    for (ManifestEntry entry : manifest) {
      if (missing.isEmpty()) {
        return;
      }
      Path file = root.resolve(entry.path());
      if (entry.isFile()
          && missing.contains(entry.sha256())
          && !lost.contains(entry.path())
          && mayBe(entry, file)
          && take(entry.sha256(), out -> copy(file, out)).isEmpty()) {
        missing.remove(entry.sha256());
      }
    }
  }

  private static boolean mayBe(ManifestEntry entry, Path file) {
    try {
      FileStamp stamp = FileStamp.of(file);
      return stamp.isRegularFile() && stamp.sizeBytes() == entry.sizeBytes();
    } catch (IOException e) {
      return false; // Missing, also of late: the content may be elsewhere.
    }
  }

  private static void copy(Path file, OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      in.transferTo(out);
    }
  }

  /**
   * Takes the rest from elsewhere; what cannot be had stays missing, and is said.
   *
   * @param missing of each content all places it is known to stand at, to be asked for in turn
   */
  Optional<String> takeFrom(ContentSource source, Collection<List<LostContent>> missing) {
    Optional<String> problem = Optional.empty();
    for (var next = missing.iterator(); next.hasNext(); ) {
      Optional<String> failure = take(source, next.next());
      if (failure.isEmpty()) {
        next.remove();
      } else if (problem.isEmpty()) {
        problem = failure;
      }
    }
    return problem;
  }

  /** Why it could not be had from the last place, when it could not from any. */
  private Optional<String> take(ContentSource source, List<LostContent> places) {
    Optional<String> failure = Optional.empty();
    for (LostContent lost : places) {
      failure = take(lost.hash(), out -> source.copy(lost, out));
      if (failure.isEmpty()) {
        break;
      }
    }
    return failure;
  }

  @FunctionalInterface
  private interface Copying {
    void to(OutputStream out) throws IOException;
  }

  /** Why it could not be taken. */
  private Optional<String> take(ContentHash hash, Copying copying) {
    Path file = file(hash);
    try {
      MessageDigest digest = ContentHash.newDigest();
      try (OutputStream out = new DigestOutputStream(ops.createFile(file), digest)) {
        copying.to(out);
      }
      if (ContentHash.of(digest.digest()).equals(hash)) {
        return Optional.empty();
      }
      ops.delete(file);
      return Optional.of("content " + hash + " came damaged");
    } catch (IOException e) {
      try {
        Trees.deleteRecursively(ops, file);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      return Optional.of("content " + hash + ": " + e.getMessage());
    }
  }

  /** A content that was taken. */
  InputStream open(ContentHash hash) throws IOException {
    return Files.newInputStream(file(hash));
  }

  private Path file(ContentHash hash) {
    return directory.resolve(hash.hex());
  }

  @Override
  public void close() throws IOException {
    Trees.deleteRecursively(ops, directory);
  }
}
