package org.contentmover.benchmark.content;

import java.util.Locale;

/**
 * What is to be reached.
 *
 * @param ratio of rsync's bytes at most
 * @param bytes at most; {@link Long#MAX_VALUE} for no such limit
 */
record Target(double ratio, long bytes) {
  static Target ratio(double ratio) {
    return new Target(ratio, Long.MAX_VALUE);
  }

  static Target bytes(long bytes) {
    return new Target(Double.POSITIVE_INFINITY, bytes);
  }

  Target andBytes(long limit) {
    return new Target(ratio, limit);
  }

  boolean reachedBy(long wireBytes, double ofRsync) {
    return wireBytes <= bytes && !(ofRsync > ratio);
  }

  String text() {
    String byRatio = Double.isInfinite(ratio) ? "" : String.format(Locale.ROOT, "%.2f", ratio);
    String byBytes = bytes == Long.MAX_VALUE ? "" : String.format(Locale.ROOT, "%,d B", bytes);
    return byRatio + (byRatio.isEmpty() || byBytes.isEmpty() ? "" : ", ") + byBytes;
  }
}
