package org.contentmover.content.drift;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.drift.Drift.Kind;
import org.contentmover.content.scan.NativeNames;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;

/**
 * Compares a tree on disk with its manifest: kinds, modes, times, and every byte of its files; and
 * looks for what does not belong there (CI-7). Changes nothing, and takes as long as the pace it is
 * given. Times of directories are not compared: they are nothing a visitor gets.
 *
 * <p>Used once, by one thread.
 */
public final class TreeScrub {
  /** Finding an entry and looking at it takes a disk about as long as reading so much. */
  private static final int BYTES_OF_A_LOOK = 4096;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int OWNER_READS = 0400;
  private static final int OWNER_READS_AND_ENTERS = 0500;

  private final Path root;
  private final Manifest manifest;
  private final Known known;
  private final Before before;
  private final ReadPace pace;
  private final Instant now;
  private final DriftList found = DriftList.empty();

  /** What was wrong with paths that were looked at, as far as the content may have been read. */
  private final Map<String, Kind> knownBefore = new HashMap<>();

  private final Set<String> lostDirectories = new HashSet<>();
  private final Set<String> closedDirectories = new HashSet<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long filesRead;
  private long bytesRead;
  private int compared;

  /**
   * What was compared already, when a scrub goes on that was given up: what it read is not read
   * again, but looked at.
   *
   * @param entries so many, from the first
   * @param drift what was found wrong with them
   */
  public record Before(int entries, DriftList drift) {
    public static final Before NOTHING = new Before(0, DriftList.empty());
  }

  /** Says of which files the content was compared already, under another name. */
  @FunctionalInterface
  public interface Known {
    Known NOTHING = (file, stamp) -> false;

    boolean isRight(ManifestEntry file, FileStamp stamp) throws IOException;
  }

  /**
   * Of one tree.
   *
   * @param now what is found is noted as seen then
   */
  public TreeScrub(
      Path root, Manifest manifest, Known known, Before before, ReadPace pace, Instant now) {
    this.root = root;
    this.manifest = manifest;
    this.known = known;
    this.before = before;
    this.pace = pace;
    this.now = now;
    for (Drift drift : before.drift().named()) {
      if (drift.kind() == Kind.CONTENT || drift.kind() == Kind.ATTRIBUTES) {
        knownBefore.put(drift.path(), drift.kind());
      }
    }
  }

  /**
   * Reads the tree.
   *
   * @throws InterruptedIOException when the pace gave up; {@link #foundBesides} and {@link
   *     #compared} say how far it came
   */
  public DriftList run() throws IOException {
    for (ManifestEntry entry : manifest) {
      pace.await(BYTES_OF_A_LOOK);
      Kind drift = null;
      if (isBelow(lostDirectories, entry)) {
        drift = Kind.MISSING;
      } else if (!isBelow(closedDirectories, entry)) {
        drift = look(entry);
      }
      if ((drift == null || drift == Kind.ATTRIBUTES) && hadOtherContent(entry)) {
        drift = Kind.CONTENT;
      }
      if (drift != null) {
        found.add(compared, new Drift(drift, entry.path(), now));
        if (entry.isDirectory() && drift != Kind.ATTRIBUTES) {
          lostDirectories.add(entry.path());
        }
      }
      compared++;
    }
    if (manifest.isEmpty()) {
      list(TreePath.ROOT);
    }
    return found;
  }

  /** What is wrong with what was compared, and for the rest what was known. */
  public DriftList foundBesides(DriftList earlier) {
    return found.with(earlier, manifest, compared);
  }

  /** So many entries, from the first, need not be read again. */
  public int compared() {
    return Math.max(compared, before.entries());
  }

  /**
   * Whether the content of a file was compared already, and nobody has been there since.
   *
   * @param sameAttributes as they look now
   */
  private boolean wasRead(ManifestEntry file, boolean sameAttributes) {
    if (compared >= before.entries() || !before.drift().concerns(compared)) {
      return compared < before.entries();
    }
    Kind known = knownBefore.get(file.path());
    return known == Kind.CONTENT || (known == Kind.ATTRIBUTES && !sameAttributes);
  }

  private boolean hadOtherContent(ManifestEntry entry) {
    return compared < before.entries()
        && entry.isFile()
        && knownBefore.get(entry.path()) == Kind.CONTENT;
  }

  public long filesRead() {
    return filesRead;
  }

  public long bytesRead() {
    return bytesRead;
  }

  private static boolean isBelow(Set<String> directories, ManifestEntry entry) {
    if (entry.path().isEmpty() || !directories.contains(TreePath.parent(entry.path()))) {
      return false;
    }
    if (entry.isDirectory()) {
      directories.add(entry.path());
    }
    return true;
  }

  /** Null when it is what it should be. */
  private Kind look(ManifestEntry entry) throws IOException {
    Path path = root.resolve(entry.path());
    try {
      FileStamp stamp = FileStamp.of(path);
      return switch (entry.kind()) {
        case DIRECTORY -> lookAtDirectory(entry, stamp);
        case SYMLINK -> lookAtSymlink(entry, path, stamp);
        case FILE -> lookAtFile(entry, path, stamp);
      };
    } catch (NoSuchFileException e) {
      return Kind.MISSING;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      // The disk, or a directory above it that nobody may enter any more.
      return Kind.UNREADABLE;
    }
  }

  private Kind lookAtDirectory(ManifestEntry entry, FileStamp stamp) throws IOException {
    if (!stamp.isDirectory()) {
      return Kind.OTHER_KIND;
    }
    if ((entry.mode() & OWNER_READS_AND_ENTERS) != OWNER_READS_AND_ENTERS) {
      // Content may carry any mode; where its owner must not go nothing can be compared.
      closedDirectories.add(entry.path());
    } else {
      list(entry.path());
    }
    return stamp.permissions() == entry.mode() ? null : Kind.ATTRIBUTES;
  }

  private static Kind lookAtSymlink(ManifestEntry entry, Path path, FileStamp stamp)
      throws IOException {
    if (!stamp.isSymlink()) {
      return Kind.OTHER_KIND;
    }
    if (!Files.readSymbolicLink(path).toString().equals(entry.linkTarget())) {
      return Kind.CONTENT;
    }
    return stamp.mtimeNs() == entry.mtimeNs() ? null : Kind.ATTRIBUTES;
  }

  private Kind lookAtFile(ManifestEntry entry, Path path, FileStamp stamp) throws IOException {
    if (!stamp.isRegularFile()) {
      return Kind.OTHER_KIND;
    }
    if (stamp.sizeBytes() != entry.sizeBytes()) {
      return Kind.CONTENT;
    }
    boolean sameAttributes =
        stamp.mtimeNs() == entry.mtimeNs()
            && stamp.permissions() == entry.mode()
            && stamp.specialBits() == 0;
    // Content may carry any mode; what its owner must not read cannot be compared.
    boolean readable = (stamp.permissions() & OWNER_READS) != 0;
    if (readable
        && !wasRead(entry, sameAttributes)
        && !known.isRight(entry, stamp)
        && !isRight(path, entry)) {
      return Kind.CONTENT;
    }
    return sameAttributes ? null : Kind.ATTRIBUTES;
  }

  private boolean isRight(Path file, ManifestEntry entry) throws IOException {
    return hash(file).equals(entry.sha256());
  }

  private ContentHash hash(Path file) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    filesRead++;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
        bytesRead += length;
        pace.await(length);
      }
    }
    return ContentHash.of(digest.digest());
  }

  private void list(String directory) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(root.resolve(directory))) {
      for (Path child : children) {
        String name = nameOf(child);
        if (name == null || manifest.find(TreePath.child(directory, name)).isEmpty()) {
          String shown = name == null ? NativeNames.escaped(child) : name;
          found.add(new Drift(Kind.FOREIGN, TreePath.child(directory, shown), now));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NotDirectoryException e) {
      throw new NoSuchFileException(directory);
    }
  }

  /** Null for one that is not UTF-8, which nothing of a manifest is. */
  private static String nameOf(Path child) {
    return NativeNames.isUtf8(child.getFileName()) ? child.getFileName().toString() : null;
  }
}
