package org.contentmover.benchmark.content;

/**
 * What it took to make one tree into the other.
 *
 * @param wireBytes everything that travels, both ways
 * @param make at the side that has the new tree
 * @param apply at the side that has the old one
 * @param cold what the program itself took, as far as it tells
 * @param warm the same, of a process that has done it several times before
 */
record Update(long wireBytes, Cost make, Cost apply, Work cold, Work warm) {
  /**
   * Without the start of the program, and without reading the old tree; NaN when it is not told.
   *
   * @param encodeCpuSeconds of {@code make}
   * @param decodeCpuSeconds of {@code apply}
   * @param decodeWallSeconds the same by the clock: archives are made by more than one thread
   */
  record Work(double encodeCpuSeconds, double decodeCpuSeconds, double decodeWallSeconds) {
    static final Work UNKNOWN = new Work(Double.NaN, Double.NaN, Double.NaN);
  }

  Update(long wireBytes, Cost make, Cost apply) {
    this(wireBytes, make, apply, Work.UNKNOWN, Work.UNKNOWN);
  }
}
