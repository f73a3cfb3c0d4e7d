package org.contentmover.benchmark.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * How fast one core of the machine is at the moment, by work that does not change with the product:
 * SHA-256 of the Java runtime, of bytes in its caches. Machines that others use, too, are not the
 * same from hour to hour; the speeds to be reached come from one that did {@link
 * #TARGETS_BYTES_PER_SECOND}.
 */
final class Yardstick {
  /** docs/performance/content.md. */
  static final double TARGETS_BYTES_PER_SECOND = 1.7e9;

  private static final int BLOCK_BYTES = 1 << 16;
  private static final int BLOCKS = 1_000;
  private static final int ROUNDS = 12;

  private Yardstick() {}

  /** Takes half a second; the fastest of some rounds, in bytes of one core in a second. */
  static double bytesPerSecond() {
    byte[] block = new byte[BLOCK_BYTES];
    long leastNs = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long beganNs = System.nanoTime();
      block = hashed(block);
      leastNs = Math.min(leastNs, System.nanoTime() - beganNs);
    }
    return (double) BLOCKS * BLOCK_BYTES / leastNs * 1e9;
  }

  /** The hash comes into the block, so that none of it can be left out. */
  private static byte[] hashed(byte[] block) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < BLOCKS; i++) {
        digest.update(block);
      }
      byte[] hash = digest.digest();
      System.arraycopy(hash, 0, block, 0, hash.length);
      return block;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
