package org.contentmover.content.delta;

import java.io.IOException;

/** The files of the base version. May be called by several threads at once. */
@FunctionalInterface
public interface BaseFiles {
  /**
   * Opens a file; the caller closes it.
   *
   * @param baseFile index among the files of the base manifest, in its order
   * @throws IOException also when there is no such file
   */
  ReadableFile open(int baseFile) throws IOException;
}
