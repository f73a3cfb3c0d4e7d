package org.contentmover.core.tree;

/**
 * The shape of the tree (DT-7) and its patience.
 *
 * @param originFanOut fresh edges the CCM serves itself at a time, 1 or more; as many as there are
 *     targets makes a star
 * @param relayFanOut edges one relay serves at a time, 1 or more
 * @param leaseMillis an edge without progress for so long is given to another
 * @param quietMillis when nothing was fetched for so long, the CCM serves the next fresh edge
 *     itself
 */
public record TreePolicy(int originFanOut, int relayFanOut, long leaseMillis, long quietMillis) {

  /**
   * One edge from the CCM and two from each relay: a chain for two segments, a binary tree for
   * more. A leader reports every second, so a lease of 15 s is fifteen reports missed; 5 s of quiet
   * are several questions a relay did not ask.
   */
  public static final TreePolicy DEFAULT = new TreePolicy(1, 2, 15_000, 5_000);

  public TreePolicy {
    if (originFanOut < 1 || relayFanOut < 1 || leaseMillis < 1 || quietMillis < 0) {
      throw new IllegalArgumentException("fan-outs and lease are 1 or more, quiet 0 or more");
    }
  }

  /**
   * For what fits one block: every target at once from the CCM, because the tree would cost more
   * than the bytes.
   */
  public TreePolicy asStar() {
    return new TreePolicy(Integer.MAX_VALUE, relayFanOut, leaseMillis, quietMillis);
  }
}
