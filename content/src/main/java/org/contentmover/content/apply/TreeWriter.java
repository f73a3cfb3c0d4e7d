package org.contentmover.content.apply;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.EntryKind;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Makes the entries of a tree in a directory that only this server's user can enter, so that no
 * link in it can be swapped meanwhile (CI-6). Different entries may be made by different threads.
 */
final class TreeWriter {
  private static final String TOO_MANY_LINKS = "Too many links";

  private final FileSystemOps ops;
  private volatile Path root;

  TreeWriter(FileSystemOps ops, Path root) {
    this.ops = ops;
    this.root = root;
  }

  /** The directory got another name. */
  void movedTo(Path newRoot) {
    root = newRoot;
  }

  Path at(ManifestEntry entry) {
    return root.resolve(entry.path());
  }

  Path at(String path) {
    return root.resolve(path);
  }

  /** All directories, open to their owner alone until they are settled. */
  void makeDirectories(Manifest tree) throws IOException {
    for (ManifestEntry directory : tree.ofKind(EntryKind.DIRECTORY)) {
      ops.createDirectory(at(directory));
    }
  }

  void makeSymlink(ManifestEntry entry) throws IOException {
    ops.symlink(at(entry), entry.linkTarget());
    ops.setModified(at(entry), entry.mtimeNs());
  }

  /** Gives a file a second name; false when it cannot have more. */
  boolean link(Path source, Path link) throws IOException {
    try {
      ops.link(source, link);
      return true;
    } catch (FileSystemException e) {
      if (TOO_MANY_LINKS.equals(e.getReason())) {
        return false;
      }
      throw e;
    }
  }

  /** Makes a file, and says what its content was. */
  ContentHash write(InputStream content, ManifestEntry entry) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    try (InputStream in = new DigestInputStream(content, digest);
        OutputStream out = ops.createFile(at(entry))) {
      in.transferTo(out);
    }
    settle(entry);
    return ContentHash.of(digest.digest());
  }

  /**
   * Sets time and mode; in this order, because a file its owner may not read cannot be given a
   * time.
   */
  void settle(ManifestEntry entry) throws IOException {
    Path path = at(entry);
    ops.setModified(path, entry.mtimeNs());
    ops.setMode(path, entry.mode());
  }

  /** Last of all and innermost first: whatever happens in a directory changes its time. */
  void settleDirectories(Manifest tree) throws IOException {
    for (int i = tree.size() - 1; i >= 0; i--) {
      if (tree.isDirectory(i)) {
        settle(tree.entries().get(i));
      }
    }
  }
}
