package org.contentmover.core.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One entry of a tree (CM-2).
 *
 * @param path relative to the root, which itself is the entry ""
 * @param mode the nine permission bits; always 0777 for symlinks, which have none of their own
 * @param mtimeNs last modification in nanoseconds since 1970-01-01 UTC, never before; whole
 *     microseconds for symlinks
 * @param sizeBytes length of a file, 0 for everything else
 * @param sha256 hash of a file's content, null for everything else
 * @param linkTarget where a symlink points, null for everything else
 */
public record ManifestEntry(
    String path,
    EntryKind kind,
    int mode,
    long mtimeNs,
    long sizeBytes,
    ContentHash sha256,
    String linkTarget) {

  /** The permission bits of every symlink. */
  public static final int SYMLINK_MODE = 0777;

  /** Longest target of a symlink in bytes of UTF-8. */
  public static final int MAX_LINK_TARGET_BYTES = 4095;

  private static final long NS_PER_MICROSECOND = 1_000;

  public ManifestEntry {
    TreePath.requireSafe(path);
    Objects.requireNonNull(kind, "kind");
    require(mode >= 0 && mode <= 0777, path, "has more than the nine permission bits");
    require(
        (kind == EntryKind.FILE) == (sha256 != null),
        path,
        "has a hash if and only if it is a file");
    require(mtimeNs >= 0, path, "was modified before 1970");
    require(sizeBytes >= 0, path, "has a negative size");
    require(kind == EntryKind.FILE || sizeBytes == 0, path, "has a size but is no file");
    require(
        (kind == EntryKind.SYMLINK) == (linkTarget != null),
        path,
        "has a link target if and only if it is a symlink");
    if (kind == EntryKind.SYMLINK) {
      require(mode == SYMLINK_MODE, path, "is a symlink whose mode is not 0777");
      require(mtimeNs % NS_PER_MICROSECOND == 0, path, "is a symlink with a time finer than 1 µs");
      require(!linkTarget.isEmpty(), path, "is a symlink to nowhere");
      require(linkTarget.indexOf('\0') < 0, path, "is a symlink whose target contains NUL");
      require(
          linkTarget.getBytes(StandardCharsets.UTF_8).length <= MAX_LINK_TARGET_BYTES,
          path,
          "is a symlink whose target is longer than " + MAX_LINK_TARGET_BYTES + " bytes");
    }
    require(!path.isEmpty() || kind == EntryKind.DIRECTORY, path, "is the root but no directory");
  }

  public static ManifestEntry directory(String path, int mode, long mtimeNs) {
    return new ManifestEntry(path, EntryKind.DIRECTORY, mode, mtimeNs, 0, null, null);
  }

  public static ManifestEntry file(
      String path, int mode, long mtimeNs, long sizeBytes, ContentHash sha256) {
    return new ManifestEntry(path, EntryKind.FILE, mode, mtimeNs, sizeBytes, sha256, null);
  }

  /**
   * A symlink; its time is cut to the microsecond, the finest a Java runtime can set on a symlink.
   */
  public static ManifestEntry symlink(String path, long mtimeNs, String linkTarget) {
    long cutNs = mtimeNs - mtimeNs % NS_PER_MICROSECOND;
    return new ManifestEntry(path, EntryKind.SYMLINK, SYMLINK_MODE, cutNs, 0, null, linkTarget);
  }

  public boolean isDirectory() {
    return kind == EntryKind.DIRECTORY;
  }

  public boolean isFile() {
    return kind == EntryKind.FILE;
  }

  public boolean isSymlink() {
    return kind == EntryKind.SYMLINK;
  }

  /**
   * Whether both have the same bytes (or are both directories, or both point to the same target).
   */
  public boolean sameContent(ManifestEntry other) {
    return kind == other.kind
        && Objects.equals(sha256, other.sha256)
        && Objects.equals(linkTarget, other.linkTarget);
  }

  /** The same entry elsewhere. */
  public ManifestEntry at(String newPath) {
    return new ManifestEntry(newPath, kind, mode, mtimeNs, sizeBytes, sha256, linkTarget);
  }

  /** The same file with the hash of its content. */
  public ManifestEntry withHash(ContentHash hash) {
    return new ManifestEntry(path, kind, mode, mtimeNs, sizeBytes, hash, null);
  }

  /** The same entry with other attributes. */
  public ManifestEntry withAttributes(int newMode, long newMtimeNs) {
    return new ManifestEntry(path, kind, newMode, newMtimeNs, sizeBytes, sha256, linkTarget);
  }

  private static void require(boolean holds, String path, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException("entry \"" + path + "\" " + complaint);
    }
  }
}
