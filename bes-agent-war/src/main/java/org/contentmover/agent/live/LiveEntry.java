package org.contentmover.agent.live;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * What one request found, in one version. A {@link Found} holds an open file: whatever happens to
 * the version afterwards, it can be read to its end.
 */
sealed interface LiveEntry extends Closeable {
  /** Value of the version header when a site has no live version here. */
  long NO_VERSION = 0;

  /** The version everything in the answer comes from, {@link #NO_VERSION} for none. */
  long version();

  @Override
  default void close() throws IOException {}

  /** A file of the version, open. */
  record Found(long version, String name, FileChannel file, long sizeBytes, Instant modified)
      implements LiveEntry {

    /**
     * Names version, size and time: equal on all servers that show this version, and never equal
     * between versions. (Time and size alone would be, in trees whose files all carry one date.)
     */
    String entityTag() {
      long seconds = modified.getEpochSecond();
      return String.format(
          Locale.ROOT, "\"%d-%x-%x.%x\"", version, sizeBytes, seconds, modified.getNano());
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** A directory asked for without the slash that relative links in its index need. */
  record DirectoryWithoutSlash(long version) implements LiveEntry {}

  /** The version has no such file. */
  record Missing(long version) implements LiveEntry {}

  /** The version has it, but this process may not read it. */
  record Unreadable(long version) implements LiveEntry {}

  /**
   * Nobody can tell just now whether the version has it: no free file descriptor, a failing disk.
   *
   * @param path what could not be looked at
   * @param reason as the operating system says it
   */
  record Unavailable(long version, Path path, String reason) implements LiveEntry {
    static Unavailable because(long version, Path path, IOException trouble) {
      String reason =
          trouble instanceof FileSystemException named && named.getReason() != null
              ? named.getReason()
              : trouble.toString();
      return new Unavailable(version, path, reason);
    }
  }
}
