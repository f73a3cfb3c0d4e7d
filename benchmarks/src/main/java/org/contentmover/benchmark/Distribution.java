package org.contentmover.benchmark;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** How measured values are spread. */
final class Distribution {
  private final double[] sorted;

  Distribution(Collection<Double> values) {
    sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /**
   * The smallest value that at least this share of all does not exceed.
   *
   * @param share 0.5 for the median, 1 for the largest
   */
  double quantile(double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  @Override
  public String toString() {
    if (sorted.length == 0) {
      return "-";
    }
    return String.format(
        Locale.ROOT,
        "p50 %.3f  p90 %.3f  p99 %.3f  max %.3f  (%d, mean %.3f)",
        quantile(0.5),
        quantile(0.9),
        quantile(0.99),
        quantile(1),
        sorted.length,
        Arrays.stream(sorted).average().orElseThrow());
  }
}
