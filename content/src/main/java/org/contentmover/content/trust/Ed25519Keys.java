package org.contentmover.content.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.contentmover.core.manifest.ContentHash;

/**
 * Encodings of Ed25519 keys: base64 of X.509 (public) and PKCS #8 (private), and the short id of a
 * key.
 */
public final class Ed25519Keys {
  static final String ALGORITHM = "Ed25519";

  /** A key id is so many bytes of the hash, two hexadecimal digits each. */
  private static final int KEY_ID_BYTES = 8;

  private Ed25519Keys() {}

  /** First 16 hexadecimal digits of the SHA-256 of the key's X.509 encoding. */
  public static String keyId(PublicKey key) {
    byte[] hash = ContentHash.sha256(key.getEncoded()).bytes();
    return HexFormat.of().formatHex(Arrays.copyOf(hash, KEY_ID_BYTES));
  }

  public static String encodePublic(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /**
   * Reads the base64 of an X.509 encoding.
   *
   * @throws IllegalArgumentException when it is no Ed25519 key
   */
  public static PublicKey decodePublic(String base64) {
    try {
      byte[] encoded = Base64.getDecoder().decode(base64.strip());
      return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "this is no Ed25519 public key in base64 of X.509: " + e.getMessage(), e);
    }
  }

  static String encodePrivate(PrivateKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  static PrivateKey decodePrivate(String base64) {
    try {
      byte[] encoded = Base64.getDecoder().decode(base64.strip());
      return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The cause may quote what it was given; a private key must not reach a log.
      throw new IllegalArgumentException("this is no Ed25519 private key in base64 of PKCS #8");
    }
  }

  static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks Ed25519", e);
    }
  }
}
