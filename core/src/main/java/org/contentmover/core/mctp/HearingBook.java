package org.contentmover.core.mctp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.contentmover.core.ids.ServerName;

/** What each receiver heard of what was sent to it in the present window (LD-5). */
final class HearingBook {
  /** A count over fewer frames says nothing. */
  private static final int LEAST_FRAMES = 32;

  private final Map<ServerName, Hearing> byServer = new LinkedHashMap<>();
  private double loss;
  private long frames;

  /** One receiver's count. */
  private static final class Hearing {
    private long sent;
    private long heard;
  }

  void enter(ServerName server, int sentFrames, int heardFrames) {
    Hearing hearing = byServer.computeIfAbsent(server, name -> new Hearing());
    hearing.sent += sentFrames;
    // More than was sent: frames that a mark had overtaken, or the network doubled.
    hearing.heard += Math.min(2L * sentFrames, heardFrames);
  }

  /** Whether anybody was heard of since the window began. */
  boolean hasCounts() {
    for (Hearing hearing : byServer.values()) {
      if (hearing.sent >= LEAST_FRAMES) {
        return true;
      }
    }
    return false;
  }

  /** Sums the window up and begins the next one. */
  void close() {
    double[] shares =
        byServer.values().stream()
            .filter(hearing -> hearing.sent >= LEAST_FRAMES)
            .mapToDouble(hearing -> (double) hearing.heard / hearing.sent)
            .sorted()
            .toArray();
    // The median; of two the better: the rate follows what more than half of them suffer.
    loss = Math.max(0, 1 - shares[shares.length / 2]);
    frames = byServer.values().stream().mapToLong(hearing -> hearing.sent).max().orElse(0);
    byServer.clear();
  }

  /** What share of the frames most receivers lost in the window that was closed last, 0 to 1. */
  double loss() {
    return loss;
  }

  /** Over how many frames that was counted. */
  long frames() {
    return frames;
  }
}
