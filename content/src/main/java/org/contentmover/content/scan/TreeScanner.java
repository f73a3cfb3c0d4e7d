package org.contentmover.content.scan;

import java.nio.file.Path;
import java.time.Clock;

/** Turns a directory into a manifest (CM-1, CM-2). */
public final class TreeScanner {
  public TreeScanner(Clock clock) {}

  /**
   * Scans a tree.
   *
   * @throws ScanFailure naming every path that cannot be taken
   */
  public ScanResult scan(Path root, ScanRules rules, ScanIndex index) throws ScanFailure {
    throw new UnsupportedOperationException();
  }
}
