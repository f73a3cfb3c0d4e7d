package org.contentmover.content.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Everything that changes a file system on the way of content: store, journal, versions, live.
 * Reading content does not pass here.
 *
 * <p>Each call is one step a crash can fall before or after. Implementations are safe for any
 * thread.
 */
public interface FileSystemOps {
  /** The operations of the operating system. */
  FileSystemOps REAL = new PosixFileSystemOps();

  /** Makes a directory that only its owner may use. */
  void createDirectory(Path directory) throws IOException;

  /**
   * Makes a file that did not exist and that only its owner may use; the caller closes the stream.
   */
  OutputStream createFile(Path file) throws IOException;

  /**
   * Opens a file for writing at its end, making it when there is none; the caller closes the
   * stream.
   */
  OutputStream append(Path file) throws IOException;

  /** Gives a file a second name. */
  void link(Path existing, Path link) throws IOException;

  void symlink(Path link, String target) throws IOException;

  /** Renames within one file system, replacing what has the new name, in one step. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes one file, symlink or empty directory. */
  void delete(Path path) throws IOException;

  /** Sets the nine permission bits. */
  void setMode(Path path, int mode) throws IOException;

  /**
   * Sets the time of last modification, of a symlink itself and not of what it points to; that of
   * the last access becomes the same.
   */
  void setModified(Path path, long mtimeNs) throws IOException;

  /** Waits until a file's content and attributes, or a directory's entries, are on the disk. */
  void sync(Path path) throws IOException;

  /** Free space this process may use on the file system that holds a path. */
  long usableBytes(Path path) throws IOException;

  /** Size of the file system that holds a path. */
  long sizeBytes(Path path) throws IOException;

  /**
   * Whether the file system that holds a directory takes some more of this process: 64 KiB in a new
   * file. Finds out by trying; false when there are no blocks, no inodes or no quota left.
   *
   * @throws IOException when it cannot be tried
   */
  boolean hasRoom(Path directory) throws IOException;

  /** Waits until everything written to the file system that holds a path is on the disk. */
  void syncFileSystem(Path path) throws IOException;
}
