package org.contentmover.content.drift;

import java.io.IOException;

/** How fast trees may be read, so that those who serve them do not notice. */
@FunctionalInterface
public interface ReadPace {
  /** As fast as it goes. */
  ReadPace UNBOUNDED = bytes -> {};

  /**
   * Waits until so much may be read.
   *
   * @param bytes at most 64 KiB
   * @throws java.io.InterruptedIOException when reading is to be given up
   */
  void await(long bytes) throws IOException;
}
