package org.contentmover.core.mctp;

/**
 * When multicast is over for a server that still lacks something: it fetches the rest by unicast
 * (LD-5, LD-10).
 *
 * @param fruitless after so many passes in a row without any gain
 * @param fruitlessNs and that for so long at least: a server that gets no CPU for a moment misses
 *     several short passes
 * @param afterQuorum when the quorum has had everything for so many passes
 * @param most after so many passes in all
 */
public record PassLimits(int fruitless, long fruitlessNs, int afterQuorum, int most) {
  /** Rejects limits under which nothing would be tried. */
  public PassLimits {
    if (fruitless < 1 || fruitlessNs < 0 || afterQuorum < 0 || most < 1) {
      throw new IllegalArgumentException(
          "passes: fruitless "
              + fruitless
              + " and "
              + fruitlessNs
              + " ns, after quorum "
              + afterQuorum
              + ", most "
              + most);
    }
  }
}
