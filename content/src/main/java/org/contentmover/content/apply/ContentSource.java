package org.contentmover.content.apply;

import java.io.IOException;
import java.io.OutputStream;

/** Where a repair gets content from that this server has lost (CI-7). */
@FunctionalInterface
public interface ContentSource {
  /**
   * Writes a content to a stream; who asked compares its hash.
   *
   * @throws IOException when it cannot be had, saying why and from whom
   */
  void copy(LostContent lost, OutputStream out) throws IOException;
}
