package org.contentmover.core.guard;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one life of one sender under one segment key: HMAC-SHA-256 to authenticate,
 * AES-128-CTR to encrypt. Used again and again, because making them costs more than using them.
 */
final class StreamKey {
  private static final int BLOCK_BYTES = 16;

  private final Mac mac;
  private final byte[] code = new byte[32];
  private final SecretKeySpec cipherKey;
  private final byte[] firstBlock = new byte[BLOCK_BYTES];
  private Cipher cipher;

  StreamKey(byte[] macKey, byte[] cipherKey) {
    try {
      mac = Mac.getInstance(KeySchedule.HMAC);
      mac.init(new SecretKeySpec(macKey, KeySchedule.HMAC));
    } catch (GeneralSecurityException e) {
      throw KeySchedule.impossible(e);
    }
    this.cipherKey = new SecretKeySpec(cipherKey, 0, BLOCK_BYTES, "AES");
  }

  /** Writes the tag of the bytes right behind them. */
  void seal(byte[] bytes, int offset, int length) {
    compute(bytes, offset, length);
    System.arraycopy(code, 0, bytes, offset + length, Envelope.TAG_BYTES);
  }

  /** Whether the tag behind the bytes is theirs; takes equally long for every wrong one. */
  boolean verifies(byte[] bytes, int offset, int length) {
    compute(bytes, offset, length);
    int difference = 0;
    for (int i = 0; i < Envelope.TAG_BYTES; i++) {
      difference |= code[i] ^ bytes[offset + length + i];
    }
    return difference == 0;
  }

  private void compute(byte[] bytes, int offset, int length) {
    try {
      mac.update(bytes, offset, length);
      mac.doFinal(code, 0);
    } catch (GeneralSecurityException e) {
      throw KeySchedule.impossible(e);
    }
  }

  /** Encrypts or decrypts in place; a (lane, counter) must never be used for two datagrams. */
  void crypt(byte[] bytes, int offset, int length, int lane, long counter) {
    firstBlock[0] = (byte) lane;
    for (int i = 0; i < Long.BYTES; i++) {
      firstBlock[4 + i] = (byte) (counter >>> (56 - 8 * i));
    }
    try {
      if (cipher == null) {
        cipher = Cipher.getInstance("AES/CTR/NoPadding");
      }
      cipher.init(Cipher.ENCRYPT_MODE, cipherKey, new IvParameterSpec(firstBlock));
      cipher.doFinal(bytes, offset, length, bytes, offset);
    } catch (GeneralSecurityException e) {
      throw KeySchedule.impossible(e);
    }
  }
}
