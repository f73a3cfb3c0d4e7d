package org.contentmover.gl.test;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of the segments that tests make on loopback. No two have the same, though the classes of a
 * module run in several processes at a time: servers of one segment would hear those of another.
 */
public final class SegmentPorts {
  private static final int FIRST = 45_200;
  private static final int OF_A_PROCESS = 200;
  private static final AtomicInteger NEXT =
      new AtomicInteger(FIRST + Integer.getInteger("contentmover.test.fork", 0) * OF_A_PROCESS);

  private SegmentPorts() {}

  /**
   * @return the control channel's; the next one is the data channel's
   */
  public static int nextPair() {
    return NEXT.getAndAdd(2);
  }
}
