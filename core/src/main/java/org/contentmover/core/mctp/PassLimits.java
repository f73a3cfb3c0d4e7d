package org.contentmover.core.mctp;

/**
 * When multicast is over for a server that still lacks something: it fetches the rest by unicast
 * (LD-5, LD-10).
 *
 * @param fruitless after so many passes in a row without any gain
 * @param afterQuorum when the quorum has had everything for so many passes
 * @param most after so many passes in all
 */
public record PassLimits(int fruitless, int afterQuorum, int most) {
  /** Rejects limits under which nothing would be tried. */
  public PassLimits {
    if (fruitless < 1 || afterQuorum < 0 || most < 1) {
      throw new IllegalArgumentException(
          "passes: fruitless " + fruitless + ", after quorum " + afterQuorum + ", most " + most);
    }
  }
}
