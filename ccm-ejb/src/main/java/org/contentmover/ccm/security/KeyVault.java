package org.contentmover.ccm.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.contentmover.content.trust.SecretFile;

/**
 * Seals the secrets that are kept in the database, with a key that is in the data directory: who
 * has one of the two has no secret (ADR 0103). AES-256-GCM, a random nonce for each; what a secret
 * is for is sealed with it, so that none can be put in another's place. Immutable, usable from any
 * thread.
 */
public final class KeyVault {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path file;
  private final SecretKeySpec key;

  private KeyVault(Path file, byte[] key) {
    this.file = file;
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * Opens the vault with the key of that file, which is made when there is none.
   *
   * @throws IOException naming the file when it is no such key, or others may read it
   */
  public static KeyVault open(Path file) throws IOException {
    try {
      return load(file);
    } catch (NoSuchFileException e) {
      byte[] made = new byte[KEY_BYTES];
      RANDOM.nextBytes(made);
      try {
        SecretFile.create(file, Base64.getEncoder().encodeToString(made) + '\n');
        return new KeyVault(file, made);
      } catch (FileAlreadyExistsException raced) {
        return load(file);
      }
    }
  }

  private static KeyVault load(Path file) throws IOException {
    String text = SecretFile.read(file).strip();
    if (!text.matches("[A-Za-z0-9+/]{43}=")) {
      throw new IOException(
          "key file " + file + " does not hold " + KEY_BYTES + " bytes in base64");
    }
    return new KeyVault(file, Base64.getDecoder().decode(text));
  }

  /** Seals a secret; {@code purpose} must be said again to open it. */
  public String seal(String purpose, byte[] secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(secret);
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing " + purpose + " failed", e);
    }
  }

  /**
   * Opens what was sealed.
   *
   * @throws IllegalStateException when it was sealed with another key or for another purpose; the
   *     message says what to do
   */
  public byte[] open(String purpose, String sealed) {
    byte[] bytes = Base64.getDecoder().decode(sealed);
    try {
      return cipher(Cipher.DECRYPT_MODE, purpose, bytes)
          .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "The "
              + purpose
              + " cannot be opened with "
              + file
              + ": database and data directory are not of one CCM. Restore this file from the"
              + " backup that the database comes from.");
    }
  }

  private Cipher cipher(int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  @Override
  public String toString() {
    return "KeyVault[" + file + "]";
  }
}
