package org.contentmover.benchmark.content;

/**
 * What it took to make one tree into the other.
 *
 * @param wireBytes everything that travels, both ways
 * @param make at the side that has the new tree
 * @param apply at the side that has the old one
 * @param encodeCpuSeconds of {@code make}, without the start of the program and without reading the
 *     old tree; NaN when the program does not tell
 * @param decodeCpuSeconds of {@code apply}, likewise
 */
record Update(
    long wireBytes, Cost make, Cost apply, double encodeCpuSeconds, double decodeCpuSeconds) {
  Update(long wireBytes, Cost make, Cost apply) {
    this(wireBytes, make, apply, Double.NaN, Double.NaN);
  }
}
