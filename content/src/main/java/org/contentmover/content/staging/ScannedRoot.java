package org.contentmover.content.staging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * The directory that was scanned, held open: who works in it may replace it, or a directory in it,
 * by a symlink, and gets no file from elsewhere read by that. One thread.
 */
final class ScannedRoot implements Closeable {
  private final SecureDirectoryStream<Path> root;

  private ScannedRoot(SecureDirectoryStream<Path> root) {
    this.root = root;
  }

  /** What tells a directory from every other one there is at the time. */
  static Object identity(Path directory) throws IOException {
    return Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  /**
   * Opens it.
   *
   * @param identity it had when it was checked
   * @throws IOException when it is another one now, or cannot be opened
   */
  @SuppressWarnings("StreamResourceLeak") // It is closed with what is returned.
  static ScannedRoot open(Path path, Object identity) throws IOException {
    SecureDirectoryStream<Path> root = secure(Files.newDirectoryStream(path));
    Object found =
        root.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
    if (!found.equals(identity)) {
      root.close();
      throw new FileSystemException(path.toString(), null, "it is another directory now");
    }
    return new ScannedRoot(root);
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream)
      throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new IOException("this file system cannot open files below an open directory");
  }

  /**
   * Opens a file that is as it was scanned; looks before it opens: a named pipe that took its place
   * would wait for a writer.
   *
   * @throws IOException when it is not, or cannot be opened
   */
  SeekableByteChannel open(ManifestEntry file) throws IOException {
    Path path = Path.of(file.path());
    SecureDirectoryStream<Path> directory = root;
    try {
      for (int i = 0; i < path.getNameCount() - 1; i++) {
        SecureDirectoryStream<Path> next =
            directory.newDirectoryStream(path.getName(i), LinkOption.NOFOLLOW_LINKS);
        close(directory);
        directory = next;
      }
      Path name = path.getFileName();
      BasicFileAttributes found =
          directory
              .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes();
      if (!found.isRegularFile()
          || found.size() != file.sizeBytes()
          || found.lastModifiedTime().to(TimeUnit.NANOSECONDS) != file.mtimeNs()) {
        throw new FileSystemException(file.path(), null, "it changed after it was scanned");
      }
      return directory.newByteChannel(
          name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } finally {
      close(directory);
    }
  }

  private void close(SecureDirectoryStream<Path> directory) throws IOException {
    if (directory != root) {
      directory.close();
    }
  }

  @Override
  public void close() throws IOException {
    root.close();
  }
}
