package org.contentmover.content.scan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.HeapScratch;
import org.contentmover.core.manifest.TreePath;

/**
 * A directory met on the walk, with what is in it: of half a million files the objects would take a
 * CCM's heap, so files and symlinks are bytes, some 70 and its name for each.
 *
 * <p>Filled by one thread. Afterwards several may tell hashes, each those of other files.
 */
final class ListedDirectory {
  /** Of a file: mode, inode, size, times; hash; name; what a symlink points to. */
  private static final int INODE = Integer.BYTES;

  private static final int SIZE = INODE + Long.BYTES;
  private static final int MTIME = SIZE + Long.BYTES;
  private static final int CTIME = MTIME + Long.BYTES;
  private static final int HASH = CTIME + Long.BYTES;
  private static final int NAME_LENGTH = HASH + ContentHash.BYTES;
  private static final int NAME = NAME_LENGTH + Short.BYTES;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ListedDirectory parent;
  private final Path root;
  private final String path;
  private final FileStamp stamp;
  private final boolean included;
  private final List<ListedDirectory> directories = new ArrayList<>(0);
  private ByteBuffer files = NOTHING;
  private int fileCount;
  private volatile boolean taken;

  /**
   * A directory of which nothing is known yet.
   *
   * @param parent null for the root
   * @param included whether what is in it is content
   */
  ListedDirectory(
      ListedDirectory parent, Path root, String path, FileStamp stamp, boolean included) {
    this.parent = parent;
    this.root = root;
    this.path = path;
    this.stamp = stamp;
    this.included = included;
  }

  String path() {
    return path;
  }

  /** Of the tree. */
  Path root() {
    return root;
  }

  Path file() {
    return root.resolve(path);
  }

  FileStamp stamp() {
    return stamp;
  }

  boolean isIncluded() {
    return included;
  }

  /** It is content, and so are all above it. */
  void take() {
    for (ListedDirectory next = this; next != null && !next.taken; next = next.parent) {
      next.taken = true;
    }
  }

  boolean isTaken() {
    return taken;
  }

  /** The path of something in it. */
  String child(String name) {
    return TreePath.child(path, name);
  }

  /** In the order of their names. */
  List<ListedDirectory> directories() {
    return directories;
  }

  /** Collects what is in a directory, in the order of the names. */
  static final class Draft {
    private final HeapScratch files = new HeapScratch();
    private final ListedDirectory directory;
    private int fileCount;

    Draft(ListedDirectory directory) {
      this.directory = directory;
    }

    void add(ListedDirectory inner) {
      directory.directories.add(inner);
    }

    /**
     * Takes a file or symlink.
     *
     * @param hash of a file, {@link ContentHash#NONE} while it is not known
     * @param linkTarget empty for a file
     */
    void add(byte[] name, FileStamp stamp, ContentHash hash, byte[] linkTarget) {
      ByteBuffer file =
          ByteBuffer.allocate(NAME + name.length + Short.BYTES + linkTarget.length)
              .putInt(stamp.mode())
              .putLong(stamp.inode())
              .putLong(stamp.sizeBytes())
              .putLong(stamp.mtimeNs())
              .putLong(stamp.ctimeNs());
      hash.write(file);
      putText(name, file);
      if (stamp.isSymlink()) {
        putText(linkTarget, file);
      }
      files.append(file.flip());
      fileCount++;
    }

    private static void putText(byte[] text, ByteBuffer file) {
      file.putShort((short) text.length).put(text);
    }

    /** That is all. */
    void finish() {
      directory.fileCount = fileCount;
      if (files.length() > 0) {
        directory.files = ByteBuffer.allocate(files.length()).put(files.content()).flip();
      }
    }
  }

  /** Enough for a list of its files and symlinks with their paths; some bytes each too many. */
  long packedBytes() {
    return files.limit() + (long) fileCount * path.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Where the first file or symlink is. */
  int firstFile() {
    return 0;
  }

  /** Whether there is a file or symlink at this position. */
  boolean hasFile(int at) {
    return at < files.limit();
  }

  /** Where the next file or symlink is. */
  int nextFile(int at) {
    int end = afterText(at + NAME_LENGTH);
    return stampOf(at).isSymlink() ? afterText(end) : end;
  }

  private int afterText(int lengthAt) {
    return lengthAt + Short.BYTES + length(lengthAt);
  }

  private int length(int lengthAt) {
    return files.getShort(lengthAt) & 0xffff;
  }

  boolean isRegularFile(int at) {
    return stampOf(at).isRegularFile();
  }

  FileStamp stampOf(int at) {
    return new FileStamp(
        files.getInt(at),
        files.getLong(at + INODE),
        files.getLong(at + SIZE),
        files.getLong(at + MTIME),
        files.getLong(at + CTIME));
  }

  String pathOf(int at) {
    return child(text(at + NAME_LENGTH));
  }

  String linkTargetOf(int at) {
    return text(afterText(at + NAME_LENGTH));
  }

  private String text(int lengthAt) {
    return new String(
        files.array(), lengthAt + Short.BYTES, length(lengthAt), StandardCharsets.UTF_8);
  }

  /** {@link ContentHash#NONE} while it is not known. */
  ContentHash hashOf(int at) {
    return new ContentHash(
        files.getLong(at + HASH),
        files.getLong(at + HASH + Long.BYTES),
        files.getLong(at + HASH + 2 * Long.BYTES),
        files.getLong(at + HASH + 3 * Long.BYTES));
  }

  void setHash(int at, ContentHash hash) {
    hash.write(files.duplicate().position(at + HASH));
  }

  /** Its files have been looked at for the last time. */
  void forgetFiles() {
    files = NOTHING;
  }
}
