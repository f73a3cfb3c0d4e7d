package org.contentmover.core.guard;

import java.security.MessageDigest;

/**
 * A secret that all members of a segment share, and its number (EL-7).
 *
 * <p>The array is copied in and out: a value, safe for any thread. Its text never shows the secret.
 */
public final class SegmentKey {
  /** Bytes of a secret. */
  public static final int SECRET_BYTES = 32;

  /** Greatest id: it travels in two bytes. */
  public static final int MAX_ID = 0xFFFF;

  private final int id;
  private final byte[] secret;

  /**
   * Makes a key.
   *
   * @param id 1 to 65535; never used again in this segment for another secret
   * @param secret 32 random bytes
   */
  public SegmentKey(int id, byte[] secret) {
    if (id < 1 || id > MAX_ID) {
      throw new IllegalArgumentException("key id is " + id + "; allowed are 1 to " + MAX_ID);
    }
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException(
          "key " + id + " has " + secret.length + " bytes; needed are " + SECRET_BYTES);
    }
    this.id = id;
    this.secret = secret.clone();
  }

  /** Its number. */
  public int id() {
    return id;
  }

  byte[] secret() {
    return secret.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SegmentKey that
        && id == that.id
        && MessageDigest.isEqual(secret, that.secret);
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return "key " + id;
  }
}
