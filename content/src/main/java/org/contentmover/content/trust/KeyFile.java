package org.contentmover.content.trust;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;

/**
 * Ed25519 keys in files. A private key file has two lines, base64 of PKCS #8 and of X.509, mode
 * 0600; a public key file has the second line only.
 *
 * <p>Writing is crash-safe: afterwards the file holds the whole key or does not exist.
 */
public final class KeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private KeyFile() {}

  /**
   * Reads the key of a file, or makes a new key and the file when there is none.
   *
   * @throws IOException naming the file when it is no key file, is readable by others, or cannot be
   *     written
   */
  public static SigningKey loadOrCreate(Path file) throws IOException {
    try {
      return load(file);
    } catch (NoSuchFileException e) {
      SigningKey key = SigningKey.generate();
      try {
        create(file, key);
        return key;
      } catch (FileAlreadyExistsException raced) {
        return load(file);
      }
    }
  }

  /** Reads a private key file. */
  public static SigningKey load(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
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
    if (lines.size() != 2) {
      throw new IOException(
          "key file " + file + " has " + lines.size() + " lines; a private key file has two");
    }
    try {
      return SigningKey.of(
          Ed25519Keys.decodePrivate(lines.get(0)), Ed25519Keys.decodePublic(lines.get(1)));
    } catch (IllegalArgumentException e) {
      throw new IOException("key file " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads a public key file. */
  public static PublicKey loadPublic(Path file) throws IOException {
    try {
      return Ed25519Keys.decodePublic(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IOException("key file " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes a private key file that must not exist yet. */
  static void create(Path file, SigningKey key) throws IOException {
    String text =
        Ed25519Keys.encodePrivate(key.privateKey())
            + '\n'
            + Ed25519Keys.encodePublic(key.publicKey())
            + '\n';
    FileAttribute<Set<PosixFilePermission>> ownerOnly =
        PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    Path directory = file.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(directory, ".key-", ".tmp", ownerOnly);
    try {
      Files.writeString(temporary, text);
      sync(temporary, StandardOpenOption.WRITE);
      // A hard link, unlike a rename, never replaces a key that someone else wrote meanwhile.
      Files.createLink(file, temporary);
      sync(directory, StandardOpenOption.READ);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Writes a public key file, in place of the one there may be. */
  public static void writePublic(Path file, PublicKey key) throws IOException {
    Files.writeString(file, Ed25519Keys.encodePublic(key) + '\n');
  }

  private static void sync(Path path, StandardOpenOption access) throws IOException {
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }
}
