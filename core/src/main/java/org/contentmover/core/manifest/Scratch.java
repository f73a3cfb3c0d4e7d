package org.contentmover.core.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes that are put down one after the other and looked at afterwards: on the heap, or where there
 * is more room. Holds less than 2 GiB. One thread.
 */
public interface Scratch {
  /** Puts the buffer's bytes behind those that are there. */
  void append(ByteBuffer bytes) throws IOException;

  /** Puts other bytes in place of some that are there; {@link #content} shows them. */
  void overwrite(int at, ByteBuffer bytes) throws IOException;

  /** What has been put down so far, from the first byte to the last. */
  ByteBuffer content() throws IOException;

  /** Gives out empty ones; they need not be given back. */
  @FunctionalInterface
  interface Source {
    /**
     * The next one.
     *
     * @param expectedBytes may be too few, or too many
     */
    Scratch next(long expectedBytes);

    default Scratch next() {
      return next(0);
    }
  }
}
