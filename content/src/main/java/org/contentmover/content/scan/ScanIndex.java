package org.contentmover.content.scan;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What the last scan of a tree saw, so that the next one reads only what has changed (CM-2).
 * Immutable.
 */
public final class ScanIndex {
  /** Knows nothing: every file is read. */
  public static final ScanIndex EMPTY = new ScanIndex();

  /** Reads an index file. One that is missing or damaged is no error: it knows nothing. */
  public static ScanIndex load(Path file) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Writes the index file, replacing the old one in one step. */
  public void save(Path file) throws IOException {
    throw new UnsupportedOperationException();
  }
}
