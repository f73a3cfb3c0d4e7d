package org.contentmover.content.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;

/**
 * Ed25519 keys in files. A private key file has two lines, base64 of PKCS #8 and of X.509, mode
 * 0600; a public key file has the second line only.
 *
 * <p>Writing is crash-safe: afterwards the file holds the whole key or does not exist.
 */
public final class KeyFile {

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
    // That others may read a public key file is all right, and no reason to replace it.
    if (Files.readString(file).lines().count() == 1) {
      throw new IOException(file + " is a public key file; the private key is wanted");
    }
    List<String> lines = SecretFile.read(file).lines().toList();
    if (lines.size() != 2) {
      throw new IOException(
          file + " is no private key file: those have two lines, this has " + lines.size());
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

  /**
   * Reads whom to trust: a public key file, or the ring of the CCM's keys that an agent keeps.
   *
   * @throws IOException naming the file when it is neither
   */
  public static TrustedKeys loadTrusted(Path file) throws IOException {
    String text = Files.readString(file).strip();
    try {
      return text.contains(" ")
          ? TrustedKeys.of(CcmKeyRing.parse(text).keys())
          : TrustedKeys.of(Ed25519Keys.decodePublic(text));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + " is neither a public key file nor the ring of a CCM's keys, as ccm.ring is", e);
    }
  }

  /** Writes a private key file that must not exist yet. */
  static void create(Path file, SigningKey key) throws IOException {
    SecretFile.create(
        file,
        Ed25519Keys.encodePrivate(key.privateKey())
            + '\n'
            + Ed25519Keys.encodePublic(key.publicKey())
            + '\n');
  }

  /**
   * Writes a public key file, which everybody may read, in place of the one there may be; durable
   * when it returns.
   */
  public static void writePublic(Path file, PublicKey key) throws IOException {
    byte[] line = (Ed25519Keys.encodePublic(key) + '\n').getBytes(StandardCharsets.US_ASCII);
    AtomicFile.replaceForAll(FileSystemOps.REAL, file, out -> out.write(line));
  }
}
