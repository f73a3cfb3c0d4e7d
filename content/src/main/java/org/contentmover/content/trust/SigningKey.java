package org.contentmover.content.trust;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;

/**
 * A key pair that signs: of the CCM, of a server, or of a publisher. Never printed with its private
 * half.
 *
 * <p>Immutable, usable from any thread.
 */
public final class SigningKey {
  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final String keyId;

  private SigningKey(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.keyId = Ed25519Keys.keyId(publicKey);
  }

  public static SigningKey generate() {
    KeyPair pair = Ed25519Keys.generate();
    return new SigningKey(pair.getPrivate(), pair.getPublic());
  }

  /**
   * Takes two halves that belong together.
   *
   * @throws IllegalArgumentException when they do not
   */
  static SigningKey of(PrivateKey privateKey, PublicKey publicKey) {
    SigningKey key = new SigningKey(privateKey, publicKey);
    byte[] probe = publicKey.getEncoded();
    if (!verify(publicKey, probe, key.sign(probe))) {
      throw new IllegalArgumentException("the private key and the public key are not a pair");
    }
    return key;
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  public String keyId() {
    return keyId;
  }

  /** The 64 bytes of an Ed25519 signature. */
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(Ed25519Keys.ALGORITHM);
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing with key " + keyId + " failed", e);
    }
  }

  /**
   * Whether the signature is this message's by this key; false as well for what is no signature at
   * all.
   */
  public static boolean verify(PublicKey key, byte[] message, byte[] signatureBytes) {
    try {
      Signature signature = Signature.getInstance(Ed25519Keys.ALGORITHM);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signatureBytes);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningKey key
        && Arrays.equals(publicKey.getEncoded(), key.publicKey.getEncoded());
  }

  @Override
  public int hashCode() {
    return keyId.hashCode();
  }

  @Override
  public String toString() {
    return "SigningKey[" + keyId + "]";
  }
}
