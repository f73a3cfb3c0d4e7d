package org.contentmover.core.interpret;

import java.util.function.IntPredicate;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Free space a server needs to stage a tree beside its base (CM-6): new and changed files in whole
 * blocks, one block per directory and long symlink, the manifest, and content that is used once
 * more. Files that stay the same, or only get another path, are hard links and cost nothing.
 */
public final class StagingCost {
  /** Block of the usual file systems. */
  static final long BLOCK_BYTES = 4096;

  private StagingCost() {}

  /**
   * Bytes needed to build a tree.
   *
   * @param meanwhileBytes what else is kept until it is built
   */
  public static long bytes(TreeResult result, long meanwhileBytes) {
    return bytes(result, entry -> false, meanwhileBytes);
  }

  /**
   * Bytes needed for the rest of a tree.
   *
   * @param isMade which of its entries are there, by their index
   */
  public static long bytes(TreeResult result, IntPredicate isMade, long meanwhileBytes) {
    long blocks = 0;
    long manifestBytes = 0;
    try {
      int index = 0;
      for (ManifestEntry entry : result.target()) {
        int number = index++;
        manifestBytes += 128 + entry.path().length();
        if (isMade.test(number)) {
          continue;
        }
        if (!entry.isFile()) {
          blocks++;
        } else if (!result.isLinked(number)) {
          blocks = Math.addExact(blocks, blocks(entry.sizeBytes()));
        }
      }
      return Math.addExact(
          Math.multiplyExact(blocks, BLOCK_BYTES), Math.addExact(manifestBytes, meanwhileBytes));
    } catch (ArithmeticException e) {
      // Sizes are what a signed manifest says, not what exists: no disk has that much.
      return Long.MAX_VALUE;
    }
  }

  /** What a file of so many bytes takes. */
  public static long ofFile(long bytes) {
    return blocks(bytes) * BLOCK_BYTES;
  }

  private static long blocks(long bytes) {
    return bytes / BLOCK_BYTES + (bytes % BLOCK_BYTES == 0 ? 0 : 1);
  }
}
