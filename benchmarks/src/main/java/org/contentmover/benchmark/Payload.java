package org.contentmover.benchmark;

import java.nio.file.Path;

/**
 * What is brought to the receivers: a file, or a directory with everything below it.
 *
 * @param text as given: file:256MiB, tree:10000 or path:X
 * @param path where it lies
 * @param isTree whether it is a directory
 * @param bytes of content
 */
record Payload(String text, Path path, boolean isTree, long bytes) {
  /** Its name, without directories. */
  String name() {
    return path.getFileName().toString();
  }
}
