package org.contentmover.content.trust;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Small files that only their owner may read, mode 0600. Writing is crash-safe: afterwards the file
 * holds the whole text, or what it held before.
 */
public final class SecretFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private SecretFile() {}

  /**
   * Reads the file.
   *
   * @throws IOException naming the file when others may read it
   */
  public static String read(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new IOException(
          "key file "
              + file
              + " is open to others ("
              + PosixFilePermissions.toString(permissions)
              + "); replace the key, or run: chmod 600 "
              + file);
    }
    return Files.readString(file);
  }

  /**
   * Writes a file that must not exist yet.
   *
   * @throws java.nio.file.FileAlreadyExistsException when somebody was faster
   */
  public static void create(Path file, String text) throws IOException {
    // A hard link, unlike a rename, never replaces a key that someone else wrote meanwhile.
    write(file, text, temporary -> Files.createLink(file, temporary));
  }

  /** Writes the file, in place of the one there may be. */
  public static void replace(Path file, String text) throws IOException {
    write(file, text, temporary -> Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE));
  }

  private interface Placing {
    void place(Path temporary) throws IOException;
  }

  private static void write(Path file, String text, Placing placing) throws IOException {
    FileAttribute<Set<PosixFilePermission>> ownerOnly =
        PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    Path directory = file.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(directory, ".key-", ".tmp", ownerOnly);
    try {
      Files.writeString(temporary, text);
      sync(temporary, StandardOpenOption.WRITE);
      placing.place(temporary);
      sync(directory, StandardOpenOption.READ);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void sync(Path path, StandardOpenOption access) throws IOException {
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }
}
