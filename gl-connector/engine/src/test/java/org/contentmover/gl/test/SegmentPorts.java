package org.contentmover.gl.test;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of the segments that tests make on loopback. No two have the same, though the classes of a
 * module run in several processes at a time: servers of one segment would hear those of another.
 * Who builds beside somebody else moves them with {@code -Dtests.ports}, as those of application
 * servers.
 */
public final class SegmentPorts {
  private static final int OF_A_PROCESS = 200;
  private static final int FIRST =
      1_000 * Integer.getInteger("tests.ports", 22)
          + OF_A_PROCESS * Integer.getInteger("contentmover.test.fork", 0);
  private static final AtomicInteger NEXT = new AtomicInteger(FIRST);

  private SegmentPorts() {}

  /**
   * @return the control channel's; the next one is the data channel's
   */
  public static int nextPair() {
    int port = NEXT.getAndAdd(2);
    if (port >= FIRST + OF_A_PROCESS) {
      throw new IllegalStateException("more segments in one process than it has ports");
    }
    return port;
  }
}
